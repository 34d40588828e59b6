import type { NoteTextFragment, SoapNoteInput } from '../gql/hooks.ts';

export const SECTIONS = ['subjective', 'objective', 'assessment', 'plan'] as const;
export type Section = (typeof SECTIONS)[number];
export type Draft = Record<Section, string>;
export type StoredNote = Pick<NoteTextFragment, Section | 'version' | 'savedAt'>;

/** What became of an attempt to save. */
export type Outcome = { saved: StoredNote } | { changedBy: StoredNote } | { failed: 'offline' | 'refused' };
export type Save = (note: SoapNoteInput, expectedVersion: number) => Promise<Outcome>;

export interface NoteState {
  draft: Draft;
  /** What the server has, as far as this window knows. */
  stored: StoredNote | undefined;
  status: 'clean' | 'typing' | 'saving' | 'saved' | 'offline' | 'refused' | 'conflict';
  /** Someone else's version, while it is to be decided which one stays. */
  theirs?: StoredNote | undefined;
}

/** A pause in typing this long is a good moment to save; a lost connection is tried again this often. In milliseconds. */
const PAUSE = 800;
const TRY_AGAIN = 5_000;

const EMPTY: Draft = { subjective: '', objective: '', assessment: '', plan: '' };
const textOf = (note: Draft | undefined): Draft => ({ ...EMPTY, ...(note && pick(note)) });
const pick = ({ subjective, objective, assessment, plan }: Draft) => ({
  subjective,
  objective,
  assessment,
  plan,
});
const isSame = (one: Draft, other: Draft) => SECTIONS.every((section) => one[section] === other[section]);

/**
 * Keeps a note while it is typed and saves it in the pauses. One save runs at a time, each says which version it builds on, and
 * what could not be saved stays here until it is.
 */
export function openAutosave(initial: StoredNote | undefined, save: Save) {
  let state: NoteState = { draft: textOf(initial), stored: initial, status: 'clean' };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  const listeners = new Set<() => void>();

  function change(part: Partial<NoteState>) {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  }

  const isDirty = () => !isSame(state.draft, textOf(state.stored));

  function later(ms: number) {
    clearTimeout(timer);
    timer = setTimeout(() => void attempt(), ms);
  }

  function attempt() {
    clearTimeout(timer);
    running ??= saveOnce().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function saveOnce() {
    if (!isDirty() || state.status === 'conflict') return;
    const { draft } = state;
    change({ status: 'saving' });
    const outcome = await save(draft, state.stored?.version ?? 0);
    if ('saved' in outcome) change({ stored: outcome.saved, status: 'saved' });
    else if ('failed' in outcome) change({ status: outcome.failed });
    else if (isSame(textOf(outcome.changedBy), state.draft))
      change({ stored: outcome.changedBy, status: 'saved' });
    else change({ status: 'conflict', theirs: outcome.changedBy });

    if (state.status === 'offline') later(TRY_AGAIN);
    // Typed on while it was being saved.
    if (state.status === 'saved' && isDirty()) {
      change({ status: 'typing' });
      later(PAUSE);
    }
  }

  return {
    state: () => state,
    listen(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write(section: Section, text: string) {
      change({ draft: { ...state.draft, [section]: text } });
      if (state.status === 'conflict') return;
      if (state.status !== 'saving') change({ status: isDirty() ? 'typing' : 'saved' });
      later(PAUSE);
    },
    /** Saves what there is to save now. Whether everything is stored. */
    async flush() {
      await running;
      await attempt();
      return !isDirty();
    },
    keepMine() {
      change({ stored: state.theirs, theirs: undefined, status: 'typing' });
      return attempt();
    },
    takeTheirs() {
      change({ draft: textOf(state.theirs), stored: state.theirs, theirs: undefined, status: 'saved' });
    },
    /** The server has something newer, and nothing has been typed here. */
    adopt(note: StoredNote) {
      if (!isDirty() && note.version > (state.stored?.version ?? 0))
        change({ draft: textOf(note), stored: note });
    },
  };
}

export type Autosave = ReturnType<typeof openAutosave>;

import type { NoteTextFragment, SoapNoteInput } from '../gql/hooks.ts';

export const SECTIONS = ['subjective', 'objective', 'assessment', 'plan'] as const;
export type Section = (typeof SECTIONS)[number];
export type Draft = Record<Section, string>;
export type StoredNote = Pick<NoteTextFragment, Section | 'version' | 'savedAt'>;

/** The result of one save. */
export type Outcome = { saved: StoredNote } | { changedBy: StoredNote } | { failed: 'offline' | 'refused' };
export type Save = (note: SoapNoteInput, expectedVersion: number) => Promise<Outcome>;

export interface NoteState {
  draft: Draft;
  /** What the server has, as far as this window knows. */
  stored: StoredNote | undefined;
  status: 'clean' | 'typing' | 'saving' | 'saved' | 'offline' | 'refused' | 'conflict';
  /** The conflicting version on the server, until the provider chooses one of the two. */
  theirs?: StoredNote | undefined;
}

/** The note is saved after a pause in typing this long. */
const SAVE_AFTER_MS = 800;
const RETRY_AFTER_MS = 5_000;

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
 * Keeps a note while the provider types and saves it in the pauses. One save runs at a time and names the
 * version it builds on. Unsaved text stays here until a save succeeds.
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

  function saveAfter(ms: number) {
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

    if (state.status === 'offline') saveAfter(RETRY_AFTER_MS);
    // The provider typed during the save.
    if (state.status === 'saved' && isDirty()) {
      change({ status: 'typing' });
      saveAfter(SAVE_AFTER_MS);
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
      saveAfter(SAVE_AFTER_MS);
    },
    /** Saves now. Returns whether everything is stored. */
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
    /** Takes a newer version from the server, unless there is unsaved text. */
    adopt(note: StoredNote) {
      if (!isDirty() && note.version > (state.stored?.version ?? 0))
        change({ draft: textOf(note), stored: note });
    },
  };
}

export type Autosave = ReturnType<typeof openAutosave>;

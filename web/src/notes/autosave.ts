import type { CombinedError } from 'urql';
import type { NoteTextFragment, SoapNoteInput } from '../gql/hooks.ts';
import { type Draft, mergeNotes, SECTIONS, type Section, textOf } from './merge-notes.ts';

export type StoredNote = Pick<NoteTextFragment, Section | 'version' | 'savedAt'>;

/** The result of one save. `mayPass` means that the same save may succeed later. */
export type Outcome =
  | { saved: StoredNote }
  | { changedBy: StoredNote }
  | { failed: 'offline' }
  | { failed: 'refused'; error: CombinedError | undefined; mayPass: boolean };
export type Save = (sections: SoapNoteInput, expectedVersion: number) => Promise<Outcome>;

export interface NoteState {
  draft: Draft;
  /** What the server has, as far as this window knows. */
  stored: StoredNote | undefined;
  status: 'clean' | 'typing' | 'saving' | 'saved' | 'offline' | 'refused' | 'conflict';
  /** Sections that were changed here and elsewhere, until the provider chooses. `stored` has their other text. */
  conflicts: Section[];
  /** Why the last save was refused. */
  error?: CombinedError | undefined;
}

/** The note is saved after a pause in typing this long. */
const SAVE_AFTER_MS = 800;
const RETRY_AFTER_MS = 5_000;

/**
 * Keeps a note while the provider types and saves it in the pauses. A save sends the sections that were
 * changed here, and names the version that it builds on. What was changed elsewhere is merged section by
 * section. One save runs at a time. Unsaved text stays here until a save succeeds.
 */
export function openAutosave(initial: StoredNote | undefined, save: Save) {
  let state: NoteState = { draft: textOf(initial), stored: initial, status: 'clean', conflicts: [] };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let sessionId: string | undefined;
  const listeners = new Set<() => void>();

  function change(part: Partial<NoteState>) {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  }

  const changedSections = () => {
    const stored = textOf(state.stored);
    return SECTIONS.filter((section) => state.draft[section] !== stored[section]);
  };
  const isDirty = () => changedSections().length > 0;

  function saveAfter(ms: number) {
    clearTimeout(timer);
    timer = setTimeout(() => void attempt(), ms);
  }

  function attempt() {
    clearTimeout(timer);
    running ??= saveAll().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function saveAll() {
    // A merge is saved at once, on the version that it was merged with.
    while (isDirty() && state.conflicts.length === 0) {
      const sections = changedSections();
      change({ status: 'saving', error: undefined });
      const outcome = await save(
        Object.fromEntries(sections.map((section) => [section, state.draft[section]])),
        state.stored?.version ?? 0,
      );
      if ('changedBy' in outcome) take(outcome.changedBy);
      else return settle(outcome);
    }
    if (state.status === 'saving') change({ status: 'saved' });
  }

  function settle(outcome: Exclude<Outcome, { changedBy: StoredNote }>) {
    if ('saved' in outcome) {
      change({ stored: outcome.saved, status: 'saved' });
      if (!isDirty()) return;
      // The provider typed during the save.
      change({ status: 'typing' });
      return saveAfter(SAVE_AFTER_MS);
    }
    const isRefused = outcome.failed === 'refused';
    change({ status: outcome.failed, error: isRefused ? outcome.error : undefined });
    if (!isRefused || outcome.mayPass) saveAfter(RETRY_AFTER_MS);
  }

  /** Merges what the server has into what is here. */
  function take(theirs: StoredNote) {
    const { draft, conflicts } = mergeNotes(textOf(state.stored), state.draft, textOf(theirs));
    change({ draft, conflicts, stored: theirs, ...(conflicts.length > 0 && { status: 'conflict' }) });
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
      change({ conflicts: [], status: 'typing' });
      return attempt();
    },
    takeTheirs() {
      const stored = textOf(state.stored);
      const theirs = Object.fromEntries(state.conflicts.map((section) => [section, stored[section]]));
      change({ draft: { ...state.draft, ...theirs }, conflicts: [], status: 'saved' });
      return attempt();
    },
    /** Takes what the server has for the appointment's session. A reopened visit has a note of its own. */
    adopt(note: StoredNote | undefined, session: string | undefined) {
      const isAnother = sessionId !== undefined && session !== sessionId && !isDirty();
      sessionId = session;
      if (isAnother) change({ draft: textOf(note), stored: note, status: 'clean' });
      if (!note || running || state.conflicts.length > 0 || note.version <= (state.stored?.version ?? 0))
        return;
      take(note);
      if (isDirty()) saveAfter(SAVE_AFTER_MS);
    },
  };
}

export type Autosave = ReturnType<typeof openAutosave>;

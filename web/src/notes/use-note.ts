import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react';
import { useRefetchOnReturn } from '../api/use-connection.ts';
import { type NoteTextFragment, useSaveSoapNoteMutation } from '../gql/hooks.ts';
import { useStaySignedIn } from '../sign-in/IdleLogoff.tsx';
import { mayPass } from '../ui/ErrorNotice.tsx';
import { useUnloadQuestion } from '../ui/use-unload-question.ts';
import { type Autosave, openAutosave, type Save, type StoredNote } from './autosave.ts';

/** Notes by appointment. They live longer than the page, so that unsaved text survives a change of pages. */
export const NotesContext = createContext<Map<string, Autosave> | undefined>(undefined);

interface NoteOwner {
  id: string;
  note: NoteTextFragment | null;
  session: { id: string } | null;
}

/** The note of a visit, which is saved while the provider types. */
export function useNote({ id, note: stored, session }: NoteOwner) {
  const notes = use(NotesContext);
  const [, saveSoapNote] = useSaveSoapNoteMutation();
  const [autosave] = useState(() => {
    const save: Save = async (note, expectedVersion) => {
      const { data, error } = await saveSoapNote({ appointmentId: id, note, expectedVersion });
      if (data) return { saved: data.saveSoapNote };
      if (error?.networkError) return { failed: 'offline' };
      const changedBy = error?.graphQLErrors[0]?.extensions.note;
      if (isNote(changedBy)) return { changedBy };
      return { failed: 'refused', error, mayPass: error !== undefined && mayPass(error) };
    };
    const kept = notes?.get(id) ?? openAutosave(stored ?? undefined, save);
    notes?.set(id, kept);
    return kept;
  });

  const sessionId = session?.id;
  useEffect(() => autosave.adopt(stored ?? undefined, sessionId), [autosave, stored, sessionId]);
  useRefetchOnReturn(autosave.flush);
  const state = useSyncExternalStore(autosave.listen, autosave.state);
  const isUnsaved = ['typing', 'saving', 'offline', 'refused', 'conflict'].includes(state.status);
  useUnloadQuestion(isUnsaved);
  useStaySignedIn(isUnsaved);
  return { ...autosave, ...state };
}

export type Note = ReturnType<typeof useNote>;

const isNote = (value: unknown): value is StoredNote =>
  typeof value === 'object' && value !== null && 'version' in value;

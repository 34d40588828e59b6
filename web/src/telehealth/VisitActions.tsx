import { type ReactNode, useCallback, useState } from 'react';
import { PresenceBadge } from '../appointments/PresenceBadge.tsx';
import { useEndTelehealthSessionMutation } from '../gql/hooks.ts';
import type { Note } from '../notes/use-note.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { useWords } from '../words/portal.ts';
import { CallPresence } from './CallPresence.tsx';
import { EndSessionDialog } from './EndSessionDialog.tsx';
import { PatientLink } from './PatientLink.tsx';
import { useIntent } from './use-intent.ts';
import type { Visit } from './visit.ts';

interface Props {
  visit: Visit;
  note: Note;
  isInCall: boolean;
  children: ReactNode;
}

/** What a provider can do in an open visit. The visit ends only after its notes are saved. */
export function VisitActions({ visit, note, isInCall, children }: Props) {
  const { console: words } = useWords();
  const [isOpen, setOpen] = useState(false);
  const [unsaved, setUnsaved] = useState(false);
  const [{ fetching, error }, endTelehealth] = useEndTelehealthSessionMutation();
  const ask = useCallback(() => setOpen(true), []);
  useIntent('end', true, ask);
  const end = async () => {
    const saved = await note.flush();
    setUnsaved(!saved);
    if (saved) await endTelehealth({ appointmentId: visit.id });
  };
  return (
    <div className="row actions">
      {isInCall ? <CallPresence visit={visit} /> : <PresenceBadge visit={visit} words="long" />}
      <PatientLink visit={visit} />
      {children}
      <EndSessionDialog
        open={isOpen}
        busy={fetching || note.status === 'saving'}
        problem={
          (unsaved && (
            <p role="alert" className="notice bad">
              {words.unsaved}
            </p>
          )) ||
          (error && <ErrorNotice error={error} />)
        }
        onOpenChange={setOpen}
        onConfirm={end}
      />
    </div>
  );
}

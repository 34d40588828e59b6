import { useCallback, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { PresenceBadge } from '../appointments/PresenceBadge.tsx';
import { isOver } from '../appointments/visit-state.ts';
import { WhenLine } from '../appointments/WhenLine.tsx';
import { useStartTelehealthSessionMutation } from '../gql/hooks.ts';
import { NotesButton } from '../notes/NotesButton.tsx';
import { SoapPanel } from '../notes/SoapPanel.tsx';
import { useNote } from '../notes/use-note.ts';
import { paths } from '../paths.ts';
import { ErrorBoundary, FailedPart } from '../ui/ErrorBoundary.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Page } from '../ui/Page.tsx';
import { useWords } from '../words/portal.ts';
import { useCall } from './call.ts';
import { OtherCall } from './OtherCall.tsx';
import { useIntent } from './use-intent.ts';
import { VisitActions } from './VisitActions.tsx';
import { VisitSummary } from './VisitSummary.tsx';
import type { Visit } from './visit.ts';

/** The provider's page of a visit: notes beside the call, and the button that ends it. The call is CallWindow. */
export function ProviderVisit({ visit, refetch }: { visit: Visit; refetch: () => void }) {
  const words = useWords();
  const note = useNote(visit);
  const [areNotesOpen, setNotesOpen] = useState(false);
  const notesButton = useRef<HTMLButtonElement>(null);
  const closeNotes = () => {
    setNotesOpen(false);
    notesButton.current?.focus();
  };
  const { call, last, open } = useCall();
  const [{ fetching, error }, startTelehealth] = useStartTelehealthSessionMutation();
  const over = isOver(visit);
  const isInCall = call?.appointmentId === visit.id && !over;

  const start = useCallback(async () => {
    if (isInCall) return;
    const { data } = await startTelehealth({ appointmentId: visit.id });
    const access = data?.startTelehealthSession.join;
    if (access) open({ appointmentId: visit.id, other: visit.patient.name, access });
    // Refused, so this page's data is out of date.
    else refetch();
  }, [startTelehealth, visit.id, visit.patient.name, isInCall, open, refetch]);
  useIntent('start', !call || isInCall, start);

  return (
    <div className={`console ${isInCall ? 'calling' : ''}`}>
      <Page
        title={words.visit.title(visit.patient.name)}
        state={over ? 'over' : isInCall ? 'calling' : 'before'}
        aside={
          !over &&
          visit.session && (
            <VisitActions visit={visit} note={note} isInCall={isInCall}>
              {isInCall && (
                <NotesButton
                  ref={notesButton}
                  status={note.status}
                  isOpen={areNotesOpen}
                  onClick={() => setNotesOpen(!areNotesOpen)}
                />
              )}
            </VisitActions>
          )
        }
      >
        {error && <ErrorNotice error={error} retry={start} />}
        {last?.appointmentId === visit.id && last.how === 'closed' && !over && (
          <p role="status" className="notice">
            {words.call.closed}
          </p>
        )}
        <div className="beside">
          {!isInCall && (
            <div className="stack">
              {over ? <Ended visit={visit} /> : <Before visit={visit} busy={fetching} onStart={start} />}
            </div>
          )}
          <ErrorBoundary fallback={<FailedPart />}>
            <SoapPanel note={note} isOpen={areNotesOpen} onClose={closeNotes} />
          </ErrorBoundary>
        </div>
      </Page>
    </div>
  );
}

function Before({ visit, busy, onStart }: { visit: Visit; busy: boolean; onStart: () => void }) {
  const { console: words, day, patient, presence, visit: visitWords } = useWords();
  return (
    <section className="card next" aria-label={visit.session ? presence.short.called : words.notStarted}>
      <h2>
        <WhenLine {...visit} />
      </h2>
      {visit.reason && <p className="soft">{visit.reason}</p>}
      {visit.telehealth ? (
        <>
          {/* After the start the badge is among the actions above. */}
          {!visit.session && <PresenceBadge visit={visit} words="long" />}
          {visit.session ? <p>{visitWords.leftHelp}</p> : <p className="soft">{words.notStartedHelp}</p>}
          <OtherCall appointmentId={visit.id}>
            <button type="button" className="button primary big" disabled={busy} onClick={onStart}>
              {visit.session ? day.rejoin : day.start}
            </button>
          </OtherCall>
        </>
      ) : (
        <p>{patient.inPerson}</p>
      )}
    </section>
  );
}

function Ended({ visit }: { visit: Visit }) {
  const { day, console: words } = useWords();
  const [, navigate] = useLocation();
  return (
    <>
      {visit.session?.endedAt && (
        <div className="notice good" role="status">
          <strong>{words.endedTitle}</strong>
          <p>{words.endedBody}</p>
        </div>
      )}
      <VisitSummary visit={visit} />
      <div>
        <button type="button" className="button" onClick={() => navigate(paths.home)}>
          {day.back}
        </button>
      </div>
    </>
  );
}

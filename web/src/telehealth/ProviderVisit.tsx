import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { PresenceBadge } from '../appointments/PresenceBadge.tsx';
import { isOver } from '../appointments/visit-state.ts';
import { WhenLine } from '../appointments/WhenLine.tsx';
import { useStartTelehealthSessionMutation, type WayInFragment } from '../gql/hooks.ts';
import { SoapPanel } from '../notes/SoapPanel.tsx';
import { useNote } from '../notes/use-note.ts';
import { paths } from '../paths.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Page } from '../ui/Page.tsx';
import { useWords } from '../words/portal.ts';
import { MeetingFrame } from './MeetingFrame.tsx';
import { useIntent } from './use-intent.ts';
import { VisitActions } from './VisitActions.tsx';
import { VisitSummary } from './VisitSummary.tsx';
import type { Visit } from './visit.ts';

/** The visit as its provider holds it: the call on the left, the notes on the right, the end under their hand. */
export function ProviderVisit({ visit, ask }: { visit: Visit; ask: () => void }) {
  const words = useWords();
  const note = useNote(visit);
  const [wayIn, setWayIn] = useState<WayInFragment>();
  const [{ fetching, error }, startTelehealth] = useStartTelehealthSessionMutation();
  const over = isOver(visit);

  const start = useCallback(async () => {
    const { data } = await startTelehealth({ appointmentId: visit.id });
    if (data) setWayIn(data.startTelehealthSession.join);
    // Refused: it is not as this page thinks.
    else ask();
  }, [startTelehealth, visit.id, ask]);
  useIntent('start', true, start);
  const leave = useCallback(() => setWayIn(undefined), []);

  return (
    <div className={`console ${wayIn && !over ? 'calling' : ''}`}>
      <Page
        title={words.visit.title(visit.patient.name)}
        state={over ? 'over' : wayIn ? 'calling' : 'before'}
        aside={!over && visit.session && <VisitActions visit={visit} note={note} />}
      >
        {error && <ErrorNotice error={error} retry={start} />}
        <div className="beside">
          <div className="stack">
            {over && <Ended visit={visit} />}
            {!over && wayIn && (
              <MeetingFrame wayIn={wayIn} title={words.visit.frame(visit.patient.name)} onLeft={leave} />
            )}
            {!over && !wayIn && <Before visit={visit} busy={fetching} onStart={start} />}
          </div>
          <SoapPanel note={note} />
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
          {/* Once it has started, it stands beside the way to end it. */}
          {!visit.session && <PresenceBadge visit={visit} words="long" />}
          {visit.session ? <p>{visitWords.leftHelp}</p> : <p className="soft">{words.notStartedHelp}</p>}
          <div>
            <button type="button" className="button primary big" disabled={busy} onClick={onStart}>
              {visit.session ? day.rejoin : day.start}
            </button>
          </div>
        </>
      ) : (
        <p>{patient.inPerson}</p>
      )}
    </section>
  );
}

function Ended({ visit }: { visit: Visit }) {
  const { back, console: words } = useWords();
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
          {back}
        </button>
      </div>
    </>
  );
}

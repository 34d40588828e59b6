import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { PresenceBadge } from '../appointments/PresenceBadge.tsx';
import { isOver } from '../appointments/visit-state.ts';
import { WhenLine } from '../appointments/WhenLine.tsx';
import { type MeetingAccessFragment, useStartTelehealthSessionMutation } from '../gql/hooks.ts';
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

/** The provider's page of a visit: the call, the notes beside it, and the button that ends it. */
export function ProviderVisit({ visit, refetch }: { visit: Visit; refetch: () => void }) {
  const words = useWords();
  const note = useNote(visit);
  const [access, setAccess] = useState<MeetingAccessFragment>();
  const [{ fetching, error }, startTelehealth] = useStartTelehealthSessionMutation();
  const over = isOver(visit);

  const start = useCallback(async () => {
    const { data } = await startTelehealth({ appointmentId: visit.id });
    if (data) setAccess(data.startTelehealthSession.join);
    // Refused, so this page's data is out of date.
    else refetch();
  }, [startTelehealth, visit.id, refetch]);
  useIntent('start', true, start);
  const leave = useCallback(() => setAccess(undefined), []);

  return (
    <div className={`console ${access && !over ? 'calling' : ''}`}>
      <Page
        title={words.visit.title(visit.patient.name)}
        state={over ? 'over' : access ? 'calling' : 'before'}
        aside={!over && visit.session && <VisitActions visit={visit} note={note} />}
      >
        {error && <ErrorNotice error={error} retry={start} />}
        <div className="beside">
          <div className="stack">
            {over && <Ended visit={visit} />}
            {!over && access && (
              <MeetingFrame access={access} title={words.visit.frame(visit.patient.name)} onLeft={leave} />
            )}
            {!over && !access && <Before visit={visit} busy={fetching} onStart={start} />}
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
          {/* After the start the badge is among the actions above. */}
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

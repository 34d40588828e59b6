import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { isOver, isReady } from '../appointments/visit-state.ts';
import { type MeetingAccessFragment, useJoinTelehealthMutation } from '../gql/hooks.ts';
import { paths } from '../paths.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Page } from '../ui/Page.tsx';
import { useWords } from '../words/portal.ts';
import { MeetingFrame } from './MeetingFrame.tsx';
import { useIntent } from './use-intent.ts';
import { VisitSummary } from './VisitSummary.tsx';
import type { Visit } from './visit.ts';
import { WaitingRoom } from './WaitingRoom.tsx';

/** The patient's page of a visit: waiting room, call, summary. */
export function PatientVisit({ visit, refetch }: { visit: Visit; refetch: () => void }) {
  const words = useWords();
  const [, navigate] = useLocation();
  const [access, setAccess] = useState<MeetingAccessFragment>();
  const [{ fetching, error }, joinTelehealth] = useJoinTelehealthMutation();
  const title = words.visit.title(visit.provider.name);

  const join = useCallback(async () => {
    const { data } = await joinTelehealth({ appointmentId: visit.id });
    if (data) setAccess(data.joinTelehealth);
    // Refused, so this page's data is out of date.
    else refetch();
  }, [joinTelehealth, visit.id, refetch]);
  useIntent('join', isReady(visit), join);
  const leave = useCallback(() => navigate(paths.home), [navigate]);

  if (isOver(visit)) return <Ended visit={visit} />;
  if (!visit.telehealth)
    return (
      <Page title={words.patient.inPerson}>
        <VisitSummary visit={visit} />
      </Page>
    );
  if (access)
    return (
      <div className="call">
        <Page
          title={title}
          aside={
            <button type="button" className="button danger" onClick={leave}>
              {words.visit.end}
            </button>
          }
        >
          <MeetingFrame access={access} title={words.visit.frame(visit.provider.name)} onLeft={leave} />
        </Page>
      </div>
    );
  return (
    <Page title={isReady(visit) ? title : words.waiting.title}>
      {error && <ErrorNotice error={error} retry={join} />}
      {isReady(visit) ? (
        <section className="card next ready">
          <h2>{words.ready.title(visit.provider.name)}</h2>
          <p>{words.ready.body}</p>
          <div>
            <button type="button" className="button primary big" disabled={fetching} onClick={join}>
              {fetching ? words.visit.joining : words.visit.join}
            </button>
          </div>
        </section>
      ) : null}
      <WaitingRoom visit={visit} />
    </Page>
  );
}

function Ended({ visit }: { visit: Visit }) {
  const words = useWords();
  const [, navigate] = useLocation();
  const title =
    { CANCELLED: words.visit.cancelled, NO_SHOW: words.visit.missed }[String(visit.status)] ??
    words.visit.ended;
  const tookPlace = title === words.visit.ended;
  return (
    <Page title={title}>
      <p>{tookPlace ? words.visit.endedThanks(visit.provider.name) : words.visit.cancelledHelp}</p>
      <VisitSummary visit={visit} />
      <p className="soft">{words.summary.follow}</p>
      <div>
        <button type="button" className="button" onClick={() => navigate(paths.home)}>
          {words.back}
        </button>
      </div>
    </Page>
  );
}

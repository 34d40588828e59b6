import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { isOver, isReady } from '../appointments/visit-state.ts';
import { useJoinTelehealthMutation } from '../gql/hooks.ts';
import { paths } from '../paths.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Page } from '../ui/Page.tsx';
import { useWords } from '../words/portal.ts';
import { useCall } from './call.ts';
import { OtherCall } from './OtherCall.tsx';
import { useIntent } from './use-intent.ts';
import { VisitSummary } from './VisitSummary.tsx';
import type { Visit } from './visit.ts';
import { WaitingRoom } from './WaitingRoom.tsx';

/** The patient's page of a visit: waiting room, call, summary. The call itself is CallWindow. */
export function PatientVisit({ visit, refetch }: { visit: Visit; refetch: () => void }) {
  const words = useWords();
  const { call, last, open } = useCall();
  const [{ fetching, error }, joinTelehealth] = useJoinTelehealthMutation();
  const isInCall = call?.appointmentId === visit.id;
  const title = words.visit.title(visit.provider.name);

  const join = useCallback(async () => {
    if (isInCall) return;
    const { data } = await joinTelehealth({ appointmentId: visit.id });
    if (data) open({ appointmentId: visit.id, other: visit.provider.name, access: data.joinTelehealth });
    // Refused, so this page's data is out of date.
    else refetch();
  }, [joinTelehealth, visit.id, visit.provider.name, isInCall, open, refetch]);
  useIntent('join', isReady(visit) && (!call || isInCall), join);

  if (isOver(visit)) return <Ended visit={visit} />;
  if (!visit.telehealth)
    return (
      <Page title={words.patient.inPerson}>
        <VisitSummary visit={visit} />
      </Page>
    );
  if (isInCall) return <Page title={title} state="calling" />;
  const how = last?.appointmentId === visit.id ? last.how : undefined;
  return (
    <Page title={isReady(visit) ? title : words.waiting.title} state={how ?? 'before'}>
      {error && <ErrorNotice error={error} retry={join} />}
      {isReady(visit) ? (
        <Ready visit={visit} hasLeft={how === 'left'} busy={fetching} onJoin={join} />
      ) : (
        how && (
          <p role="status" className="notice">
            {words.call.closed}
          </p>
        )
      )}
      <WaitingRoom visit={visit} />
    </Page>
  );
}

interface ReadyProps {
  visit: Visit;
  /** The patient has just left the call. */
  hasLeft: boolean;
  busy: boolean;
  onJoin: () => void;
}

function Ready({ visit, hasLeft, busy, onJoin }: ReadyProps) {
  const words = useWords();
  return (
    <section className="card next ready">
      <h2>{hasLeft ? words.call.left : words.ready.title(visit.provider.name)}</h2>
      <p>{hasLeft ? words.visit.leftHelp : words.ready.body}</p>
      <OtherCall appointmentId={visit.id}>
        <button type="button" className="button primary big" disabled={busy} onClick={onJoin}>
          {busy ? words.visit.joining : hasLeft ? words.call.rejoin : words.visit.join}
        </button>
      </OtherCall>
    </section>
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

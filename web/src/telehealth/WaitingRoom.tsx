import { useState } from 'react';
import { useConnectionState } from '../api/use-connection.ts';
import { Countdown } from '../appointments/Countdown.tsx';
import { isReady, waitingRoomAt } from '../appointments/visit-state.ts';
import { WaitingRoomOpens } from '../appointments/WaitingRoomOpens.tsx';
import { WhenLine } from '../appointments/WhenLine.tsx';
import { DeviceCheck } from '../devices/DeviceCheck.tsx';
import { useRoomReadySubscription } from '../gql/hooks.ts';
import { useStaySignedIn } from '../sign-in/IdleLogoff.tsx';
import { useNow } from '../ui/use-now.ts';
import { useWakeLock } from '../ui/use-wake-lock.ts';
import { useWords } from '../words/portal.ts';
import { NotificationChoice } from './NotificationChoice.tsx';
import type { Visit } from './visit.ts';

/** A patient's waiting room: the time until the start, the device check, and tips for the visit. */
export function WaitingRoom({ visit }: { visit: Visit }) {
  const { waiting: words, check } = useWords();
  const [checking, setChecking] = useState(false);
  const room = waitingRoomAt(visit, useNow(5_000));
  // Subscribing to one appointment counts as waiting for it: the provider sees that.
  const [{ data }] = useRoomReadySubscription({
    variables: { appointmentId: visit.id },
    pause: room !== 'open',
  });
  const isSeen = useConnectionState() === 'connected' && Boolean(data);
  useWakeLock(room === 'open');
  useStaySignedIn(room === 'open');
  return (
    <>
      {!isReady(visit) && (
        <section className="card next" aria-label={words.title}>
          <h2>
            <WhenLine {...visit} />
          </h2>
          <p className="countdown">
            <Countdown startsAt={visit.startsAt} />
          </p>
          {room === 'early' && (
            <p>
              <WaitingRoomOpens visit={visit} />
            </p>
          )}
          {room === 'closed' && <p>{words.closed}</p>}
          {room === 'open' && (
            <>
              <p>{words.lead(visit.provider.name)}</p>
              {isSeen && <p className="seen">{words.seen(visit.provider.name)}</p>}
              <NotificationChoice />
            </>
          )}
        </section>
      )}
      {checking ? (
        <DeviceCheck />
      ) : (
        <div>
          <button type="button" className="button" onClick={() => setChecking(true)}>
            {check.title}
          </button>
        </div>
      )}
      <section className="stack" aria-label={words.tips}>
        <h2>{words.tips}</h2>
        <ul className="tips">
          {words.tipList.map((tip) => (
            <li key={tip}>{tip}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

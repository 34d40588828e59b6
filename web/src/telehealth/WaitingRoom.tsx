import { useState } from 'react';
import { useConnectionState } from '../api/use-connection.ts';
import { Countdown } from '../appointments/Countdown.tsx';
import { isReady } from '../appointments/visit-state.ts';
import { WhenLine } from '../appointments/WhenLine.tsx';
import { DeviceCheck } from '../devices/DeviceCheck.tsx';
import { useWords } from '../words/portal.ts';
import type { Visit } from './visit.ts';

/** A patient's waiting room: the time until the start, the device check, and tips for the visit. */
export function WaitingRoom({ visit }: { visit: Visit }) {
  const { waiting: words, check } = useWords();
  const connected = useConnectionState() === 'connected';
  const [checking, setChecking] = useState(false);
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
          <p>{words.lead(visit.provider.name)}</p>
          {connected && <p className="seen">{words.seen(visit.provider.name)}</p>}
          <NotificationChoice />
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

function NotificationChoice() {
  const { waiting: words } = useWords();
  const [permission, setPermission] = useState(() =>
    'Notification' in window ? Notification.permission : 'denied',
  );
  if (permission === 'granted') return <p className="soft small">{words.notifyOn}</p>;
  if (permission === 'denied') return <p className="soft small">{words.notifyDenied}</p>;
  return (
    <div>
      <button
        type="button"
        className="button"
        onClick={() => void Notification.requestPermission().then(setPermission)}
      >
        {words.notify}
      </button>
    </div>
  );
}

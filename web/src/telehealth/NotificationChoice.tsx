import { useCallback, useEffect, useState } from 'react';
import { useWords } from '../words/portal.ts';
import { notificationState } from './notify.ts';

/** Offers a notification at the start of the visit, and promises one only where it will come. */
export function NotificationChoice() {
  const { waiting: words } = useWords();
  const [state, setState] = useState<Awaited<ReturnType<typeof notificationState>>>();
  const look = useCallback(() => void notificationState().then(setState), []);
  useEffect(look, [look]);
  if (state === undefined) return null;
  if (state === 'on') return <p className="soft small">{words.notifyOn}</p>;
  if (state === 'denied') return <p className="soft small">{words.notifyDenied}</p>;
  if (state === 'none') return <p className="soft small">{words.notifyNone}</p>;
  return (
    <div>
      <button
        type="button"
        className="button"
        onClick={() => void Notification.requestPermission().then(look)}
      >
        {words.notify}
      </button>
    </div>
  );
}

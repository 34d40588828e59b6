import { useEffect, useState } from 'react';
import { useServerClock } from '../api/use-connection.ts';

/** The current time by the server's clock, updated at this interval and when the device wakes up. */
export function useNow(everyMs: number) {
  const clock = useServerClock();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const tick = () => setNow(clock.now());
    const timer = setInterval(tick, everyMs);
    const stopListening = clock.listen(tick);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      stopListening();
      document.removeEventListener('visibilitychange', tick);
    };
  }, [everyMs, clock]);
  return now;
}

import { useEffect } from 'react';

/**
 * Keeps the screen on, since a phone that sleeps leaves a call and hears no news. The system takes the lock
 * away from a page that is hidden, so the page takes it again when it is shown.
 */
export function useWakeLock(isNeeded = true) {
  useEffect(() => {
    if (!isNeeded) return;
    let isWanted = true;
    let lock: WakeLockSentinel | undefined;
    async function take() {
      if (document.hidden) return;
      // Refused where the battery is low, or by a page that frames this one.
      const taken = await navigator.wakeLock?.request('screen').catch(() => undefined);
      if (isWanted) lock = taken;
      else await taken?.release();
    }
    const takeIfShown = () => void take();
    takeIfShown();
    document.addEventListener('visibilitychange', takeIfShown);
    return () => {
      isWanted = false;
      document.removeEventListener('visibilitychange', takeIfShown);
      void lock?.release();
    };
  }, [isNeeded]);
}

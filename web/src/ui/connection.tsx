import { createContext, use, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Connection } from '../connection.ts';
import { useWords } from '../words/portal.ts';
import { useAnnounce } from './Announcer.tsx';

export const ConnectionContext = createContext<Connection | undefined>(undefined);

const never = () => () => {};

/** Whether the server's pushes reach this page. */
export function useConnectionState() {
  const connection = use(ConnectionContext);
  return useSyncExternalStore(connection?.listen ?? never, () => connection?.state() ?? 'connecting');
}

/** Asks again what may have changed while the connection was away, or whoever looks at the page. */
export function useWhenBack(ask: () => void) {
  const state = useConnectionState();
  const wasLost = useRef(false);
  useEffect(() => {
    if (state === 'connected' && wasLost.current) ask();
    wasLost.current = state === 'lost' || (wasLost.current && state !== 'connected');
  }, [state, ask]);
  useEffect(() => {
    const look = () => document.hidden || ask();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [ask]);
}

/** A blink of the network is not worth a word, in milliseconds. */
const WORTH_SAYING = 1_500;

/** Says what is going on while the connection is away, and that it is back. */
export function ConnectionNotice() {
  const { connection: words } = useWords();
  const lost = useConnectionState() === 'lost';
  const [shown, show] = useState(false);
  const announce = useAnnounce();
  useEffect(() => {
    if (!lost && shown) announce(words.back);
    const timer = setTimeout(() => show(lost), lost ? WORTH_SAYING : 0);
    return () => clearTimeout(timer);
  }, [lost, shown, announce, words]);
  if (!shown) return null;
  return (
    <p role="status" className="notice warn connection">
      {navigator.onLine ? words.lost : words.offline}
    </p>
  );
}

import { createContext, use, useEffect, useRef, useSyncExternalStore } from 'react';
import type { Connection } from './connection.ts';

export const ConnectionContext = createContext<Connection | undefined>(undefined);

const never = () => () => {};

/** Whether the server can push to this page now. */
export function useConnectionState() {
  const connection = use(ConnectionContext);
  return useSyncExternalStore(connection?.listen ?? never, () => connection?.state() ?? 'connecting');
}

/** The server's time. Throws outside of the portal, where nothing is asked of a server. */
export function useServerClock() {
  const connection = use(ConnectionContext);
  if (!connection) throw new Error('The server’s time is known inside of a connection only');
  return connection.clock;
}

/** Shows the connection as lost while something has no answer. */
export function useMissedAnswer(isMissed: boolean) {
  const connection = use(ConnectionContext);
  useEffect(() => (isMissed ? connection?.missAnswer() : undefined), [isMissed, connection]);
}

/** Refetches when the connection is back and when the tab is shown again: pushes may have been missed. */
export function useRefetchOnReturn(refetch: () => void) {
  const state = useConnectionState();
  const wasLost = useRef(false);
  useEffect(() => {
    if (state === 'connected' && wasLost.current) refetch();
    wasLost.current = state === 'lost' || (wasLost.current && state !== 'connected');
  }, [state, refetch]);
  useEffect(() => {
    const refetchIfShown = () => document.hidden || refetch();
    document.addEventListener('visibilitychange', refetchIfShown);
    return () => document.removeEventListener('visibilitychange', refetchIfShown);
  }, [refetch]);
}

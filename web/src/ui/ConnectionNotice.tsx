import { useEffect, useState } from 'react';
import { useConnectionState } from '../api/use-connection.ts';
import { useWords } from '../words/portal.ts';
import { useAnnounce } from './Announcer.tsx';

/** Shorter interruptions are not shown. */
const SHOWN_AFTER_MS = 1_500;

/** Tells people while the connection is lost, and once when it is back. */
export function ConnectionNotice() {
  const { connection: words } = useWords();
  const lost = useConnectionState() === 'lost';
  const [shown, show] = useState(false);
  const announce = useAnnounce();
  useEffect(() => {
    if (!lost && shown) announce(words.back);
    const timer = setTimeout(() => show(lost), lost ? SHOWN_AFTER_MS : 0);
    return () => clearTimeout(timer);
  }, [lost, shown, announce, words]);
  if (!shown) return null;
  return (
    <p role="status" className="notice warn connection">
      {navigator.onLine ? words.lost : words.offline}
    </p>
  );
}

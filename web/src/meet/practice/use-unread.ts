import { useEffect, useState } from 'react';
import type { ChatMessage } from './visit-state.ts';

/** How many of the other's messages came while nobody was looking at them. */
export function useUnread(messages: ChatMessage[], isLooking: boolean) {
  const arrived = messages.filter(({ isOwn }) => !isOwn).length;
  const [seen, setSeen] = useState(0);
  useEffect(() => {
    if (isLooking) setSeen(arrived);
  }, [isLooking, arrived]);
  return isLooking ? 0 : arrived - seen;
}

import { useEffect, useState } from 'react';
import type { ChatMessage } from './meeting-state.ts';

/** How many of the other person's messages arrived while the chat was closed. */
export function useUnread(messages: ChatMessage[], isOpen: boolean) {
  const arrived = messages.filter(({ isOwn }) => !isOwn).length;
  const [seen, setSeen] = useState(0);
  useEffect(() => {
    if (isOpen) setSeen(arrived);
  }, [isOpen, arrived]);
  return isOpen ? 0 : arrived - seen;
}

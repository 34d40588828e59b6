import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const AnnouncerContext = createContext<(text: string) => void>(() => {});

/** Says something to whoever listens to the page instead of looking at it. */
export const useAnnounce = () => useContext(AnnouncerContext);

/** Holds the live region. It is there before anything is said, or screen readers would miss it. */
export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ text: '', count: 0 });
  const announce = useCallback((text: string) => setSaid(({ count }) => ({ text, count: count + 1 })), []);
  return (
    <AnnouncerContext value={announce}>
      {children}
      <div role="status" aria-live="assertive" className="unseen">
        {/* A new element each time, so that the same words are said again. */}
        <span key={said.count}>{said.text}</span>
      </div>
    </AnnouncerContext>
  );
}

import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const AnnouncerContext = createContext<(text: string) => void>(() => {});

/** Announces a text to people who use a screen reader. */
export const useAnnounce = () => useContext(AnnouncerContext);

/** The live region. It is rendered before the first announcement, or screen readers would miss that. */
export function Announcer({ children }: { children: ReactNode }) {
  const [announced, setAnnounced] = useState({ text: '', count: 0 });
  const announce = useCallback(
    (text: string) => setAnnounced(({ count }) => ({ text, count: count + 1 })),
    [],
  );
  return (
    <AnnouncerContext value={announce}>
      {children}
      <div role="status" aria-live="assertive" className="unseen">
        {/* A new element each time, so that the same text is read again. */}
        <span key={announced.count}>{announced.text}</span>
      </div>
    </AnnouncerContext>
  );
}

import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';

interface Tab {
  name: string;
  panel: () => ReactNode;
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };

/** Panels of which one is shown, as the ARIA Authoring Practices have them: arrow keys go from tab to tab. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  const id = useId();
  const [shown, show] = useState(0);
  const onKeyDown = ({ key, currentTarget }: KeyboardEvent) => {
    const step = STEPS[key];
    if (step === undefined) return;
    const next = (shown + step + tabs.length) % tabs.length;
    show(next);
    currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <div className="stack">
      <div className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(({ name }, index) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}tab${index}`}
            aria-selected={index === shown}
            aria-controls={`${id}panel`}
            tabIndex={index === shown ? 0 : -1}
            onClick={() => show(index)}
          >
            {name}
          </button>
        ))}
      </div>
      <div
        key={shown}
        className="stack"
        role="tabpanel"
        id={`${id}panel`}
        aria-labelledby={`${id}tab${shown}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel without controls must be reachable, too (APG).
        tabIndex={0}
      >
        {tabs[shown]?.panel()}
      </div>
    </div>
  );
}

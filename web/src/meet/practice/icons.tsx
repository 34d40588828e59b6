import type { ReactNode } from 'react';

/** The icons of the controls, each beside a visible name. */
const Icon = ({ children }: { children: ReactNode }) => (
  <svg
    className="icon"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    aria-hidden="true"
  >
    {children}
  </svg>
);

const Slash = () => <path d="M4 4l16 16" />;

export const Microphone = ({ isOff }: { isOff: boolean }) => (
  <Icon>
    <rect x="9" y="3" width="6" height="11" rx="3" />
    <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3M8.5 21h7" />
    {isOff && <Slash />}
  </Icon>
);

/** Has a text for screen readers: beside a person's name nothing else says it. */
export const MicrophoneOff = ({ label }: { label: string }) => (
  <>
    <Microphone isOff />
    <span className="unseen">{label}</span>
  </>
);

export const Camera = ({ isOff }: { isOff: boolean }) => (
  <Icon>
    <rect x="2.5" y="6.5" width="13" height="11" rx="2.5" />
    <path d="M15.5 11l6-3.5v9l-6-3.5" strokeLinejoin="round" />
    {isOff && <Slash />}
  </Icon>
);

export const Screen = () => (
  <Icon>
    <rect x="2.5" y="4" width="19" height="13" rx="2" />
    <path d="M8 21h8M12 14V8M9 10.5L12 7.5l3 3" strokeLinejoin="round" />
  </Icon>
);

export const ChatBubble = () => (
  <Icon>
    <path
      d="M4 5h16a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-8l-5 4v-4H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z"
      strokeLinejoin="round"
    />
  </Icon>
);

export const Leave = () => (
  <Icon>
    <path
      d="M3 14.5c5-5 13-5 18 0l-1.8 2.4-3.7-1.3v-2.4c-2.3-.8-4.7-.8-7 0v2.4l-3.7 1.3z"
      fill="currentColor"
      strokeLinejoin="round"
    />
  </Icon>
);

export const Close = () => (
  <Icon>
    <path d="M6 6l12 12M18 6L6 18" />
  </Icon>
);

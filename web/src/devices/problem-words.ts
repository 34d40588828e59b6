import type { PortalWords } from '../words/portal/en.ts';
import type { Problem } from './obtain-media.ts';

/** What is the matter with a device, and what to do. Where a permission is given back differs by browser. */
export const problemWords = ({ device }: PortalWords, problem: Problem) =>
  problem === 'denied' ? device.denied[browserKind(navigator.userAgent)] : device[problem];

/** By the parts of the user agent that browsers tell each other apart by. iPads of today say Macintosh. */
function browserKind(userAgent: string): keyof PortalWords['device']['denied'] {
  const isTouchMac = /Macintosh/.test(userAgent) && navigator.maxTouchPoints > 1;
  if (/iPhone|iPad/.test(userAgent) || isTouchMac) return 'ios';
  if (/Android/.test(userAgent)) return 'android';
  if (/Firefox/.test(userAgent)) return 'firefox';
  return /Chrom(e|ium)/.test(userAgent) ? 'chromium' : 'safari';
}

import { vi } from 'vitest';
import type { Clinic } from './clinic.ts';
import { openSocket } from './people/raw-socket.ts';

/**
 * Fakes intervals, so that the test says when rounds come. Somebody's socket is open from before: the one timer by
 * which the clinic's server watches over all sockets is a real one then. A fake one would end with the test, and
 * nobody would be watched over in the tests that follow.
 */
export async function fakeIntervals({ url, colleague }: Clinic) {
  await openSocket(url, { who: colleague });
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
}

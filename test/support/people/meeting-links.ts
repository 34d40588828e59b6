import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import type { Clinic } from '../clinic.ts';

/** What these tests do with the links of a visit that Dr. Smith has started and Jane has joined. */
export function meetingLinksOf(clinic: Clinic) {
  async function links(appointmentId = 123) {
    const id = await clinic.book({ id: appointmentId });
    const started = await clinic.john.start(id);
    const joined = await clinic.jane.join(id);
    return {
      johns: String(started.data?.startTelehealthSession.join.meetingUrl),
      janes: String(joined.data?.joinTelehealth.meetingUrl),
    };
  }

  /** The page that a link opens: what it tells its own script, and what the browser lets it reach. */
  async function open(link: string) {
    const response = await fetch(link);
    const text = await response.text();
    const [, facts = 'null'] = /<script type="application\/json" id="facts">(.*?)<\/script>/.exec(text) ?? [];
    const policy = Object.fromEntries(
      (response.headers.get('content-security-policy') ?? '')
        .split('; ')
        .map((rule): [string, string[]] => [rule.split(' ')[0] ?? '', rule.split(' ').slice(1)]),
    );
    const permissions = response.headers.get('permissions-policy') ?? '';
    return { status: response.status, facts: JSON.parse(facts) as unknown, text, policy, permissions };
  }

  function socketOf(link: string) {
    const url = new URL(link.replace('http', 'ws'));
    url.pathname += '/signal';
    const socket = new WebSocket(url, { origin: new URL(link).origin });
    onTestFinished(() => socket.terminate());
    return socket;
  }
  /** A connection to the practice room. `closed` is the code with which the server closes it. */
  async function enter(link: string) {
    const socket = socketOf(link);
    const closed = once(socket, 'close').then(([code]) => Number(code));
    await once(socket, 'open');
    return { closed, isOpen: () => socket.readyState === socket.OPEN, leave: () => socket.close() };
  }
  /** The HTTP status with which a connection is refused. */
  async function refusal(link: string) {
    const socket = socketOf(link);
    socket.on('error', () => {});
    const [, response] = await once(socket, 'unexpected-response');
    return Number(response.statusCode);
  }

  return { links, open, enter, refusal };
}

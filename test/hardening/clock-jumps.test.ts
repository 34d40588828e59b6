import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { check } from '../support/audit-chain.ts';
import { useClinic } from '../support/clinic.ts';
import { openSocket } from '../support/people/raw-socket.ts';
import { serveWith } from '../support/servers/another-server.ts';

// Somebody sets the server's clock while it runs: all that is waited for goes on by the time that goes by, and tokens count by the clock as it is now.

const clinic = useClinic();

const HOUR = 3_600;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
const JUMPS: [jump: string, seconds: number][] = [
  ['an hour forward', HOUR],
  ['an hour back', -HOUR],
  ['a day back', -DAY],
  // Further than this and the embedded database, once the clock is set right again, asks for a timer that is longer than Node's can be.
  ['twenty days forward', 20 * DAY],
];

const now = () => Math.floor(Date.now() / 1_000);
/** So many seconds go by. */
const pass = (seconds: number) => vi.advanceTimersByTime(seconds * 1_000);
/** The clock is set, and no time goes by. */
const jump = (seconds: number) => void vi.setSystemTime(Date.now() + seconds * 1_000);

/** A server before the clinic whose time the test holds in its hands, and its people with tokens that end when the test says. */
async function open() {
  vi.useFakeTimers({
    toFake: ['setInterval', 'clearInterval', 'Date', 'performance'],
  });
  onTestFinished(() => void vi.useRealTimers());
  await clinic.book();
  const here = await serveWith(clinic, { RATE_LIMIT: '100' });
  const until = (exp: number) => ({
    john: here.person({ role: 'PROVIDER', org_id: 1, provider_id: 45, exp }),
    jane: here.person({ role: 'PATIENT', org_id: 1, patient_id: 89, exp }),
  });
  return { url: here.url, until };
}

type Socket = Awaited<ReturnType<typeof openSocket>>;

/** So many seconds go by, in which somebody answers when they are asked whether they are there. */
async function stay({ socket }: Socket, seconds: number) {
  for (let passed = 0; passed < seconds; passed += 5) {
    pass(5);
    // Their answer has come in once the server has answered something that was asked after it.
    socket.ping();
    await once(socket, 'pong');
  }
}

const WAIT = 'subscription { roomReady(appointmentId: "123") { reason } }';
const told = async ({ next }: Socket) =>
  ((await next()) as { payload?: { data: { roomReady: { reason: string } } } }).payload?.data.roomReady
    .reason;

test.each(JUMPS)(
  '%s: whoever waits is told on, whoever is not there any more is let go, and nobody else',
  async (_jump, seconds) => {
    const { url, until } = await open();
    const { john, jane } = until(now() + 50 * YEAR);
    const newcomer = await openSocket(url);
    const lost = await openSocket(url, { who: jane, autoPong: false });
    const waiting = await openSocket(url, { who: jane });
    waiting.subscribe('1', WAIT);
    expect(await told(waiting)).toBe('NOT_STARTED');

    jump(seconds);
    await waiting.untilPong();
    pass(5);
    expect(await newcomer.closed()).toEqual([4408, 'Connection initialisation timeout']);
    const repeated = told(waiting);
    await stay(waiting, 25);
    expect(await repeated).toBe('NOT_STARTED');
    expect(await lost.closed()).toEqual([1006, '']);
    expect(waiting.socket.readyState).toBe(WebSocket.OPEN);

    await john.start('123');
    let reason = await told(waiting);
    while (reason === 'NOT_STARTED') reason = await told(waiting);
    expect(reason).toBe('STARTED');
    await john.end('123');
    expect(await check(clinic.database)).toEqual({ count: 2 });
  },
);

const ASK = '{ viewer { id } }';
const codeOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code;

test('forward beyond the end of a token: it is refused at once, and its connection ends within a minute', async () => {
  const { url, until } = await open();
  const { jane } = until(now() + HOUR / 2);
  expect(codeOf(await jane.graphql(ASK))).toBeUndefined();
  const connection = await openSocket(url, { who: jane });
  jump(HOUR);
  expect(codeOf(await jane.graphql(ASK))).toBe('UNAUTHENTICATED');
  connection.subscribe('1', ASK);
  expect(await connection.next()).toMatchObject({
    type: 'error',
    payload: [{ extensions: { code: 'UNAUTHENTICATED' } }],
  });
  pass(60);
  expect(await connection.closed()).toEqual([4403, 'Token expired']);
  jump(-HOUR);
  expect(codeOf(await jane.graphql(ASK))).toBeUndefined();
});

test('back by an hour: a token counts, and its connection lasts, until it ends by the clock', async () => {
  const { url, until } = await open();
  const { jane } = until(now() + HOUR / 2);
  const connection = await openSocket(url, { who: jane });
  jump(-HOUR);
  await stay(connection, HOUR + HOUR / 2 - 60);
  expect(codeOf(await jane.graphql(ASK))).toBeUndefined();
  await stay(connection, 55);
  pass(10);
  expect(await connection.closed()).toEqual([4403, 'Token expired']);
  expect(codeOf(await jane.graphql(ASK))).toBe('UNAUTHENTICATED');
});

test('forward beyond the end of a room token: its place in the practice room ends within a minute', async () => {
  const { url, until } = await open();
  const started = await until(now() + DAY).john.start('123');
  const meeting = new URL(String(started.data?.startTelehealthSession.join.meetingUrl).replace('http', 'ws'));
  meeting.pathname += '/signal';
  const socket = new WebSocket(meeting, { origin: url });
  onTestFinished(() => socket.terminate());
  const closed = once(socket, 'close');
  await once(socket, 'open');
  jump(2 * HOUR);
  pass(60);
  expect((await closed)[0]).toBe(4403);
});

test.each(JUMPS)('%s: who has asked too much may ask again after a minute', async (_jump, seconds) => {
  const { until } = await open();
  const { jane } = until(now() + 50 * YEAR);
  let status = 200;
  for (let request = 0; status === 200 && request < 200; request++) ({ status } = await jane.graphql(ASK));
  expect(status).toBe(429);
  jump(seconds);
  pass(61);
  expect((await jane.graphql(ASK)).status).toBe(200);
});

test.each(JUMPS)(
  '%s: a patient who waits is seen within three minutes, since no time that is yet to be',
  async (_jump, seconds) => {
    const { url, until } = await open();
    const { john, jane } = until(now() + 50 * YEAR);
    const since = async () =>
      (
        await john.graphql<{ appointment: { patientWaitingSince: string | null } }>(
          '{ appointment(id: "123") { patientWaitingSince } }',
        )
      ).data?.appointment.patientWaitingSince;
    const waiting = await openSocket(url, { who: jane });
    waiting.subscribe('1', WAIT);
    await told(waiting);
    await vi.waitFor(async () => expect(await since()).toBeTruthy());

    // Of somebody who was there before, and of whom nothing was heard since.
    await clinic.book({ id: 124, patientId: 90 });
    await clinic.em.execute('insert into waiting_patients values (124, 1, 90, ?, ?)', [
      new Date(),
      new Date(),
    ]);
    jump(seconds);
    await stay(waiting, 180);
    await vi.waitFor(async () => expect(await since()).toBeTruthy());
    expect(Date.parse(String(await since()))).toBeLessThanOrEqual(Date.now());
    const gone = await john.graphql('{ appointment(id: "124") { patientWaitingSince } }');
    expect(gone.data).toEqual({ appointment: { patientWaitingSince: null } });
  },
);

import { expect, onTestFinished, test } from 'vitest';
import { BrokerAway } from '../../src/platform/events/broker/maintain-connection.ts';
import { type Events, openEvents } from '../../src/platform/events/events.ts';
import { type BrokerKind, installedBrokers, setUpBroker } from '../support/servers/brokers.ts';

const TOPIC = 'visits.1.patient-89';

/** A node's events, with what it complained about. */
async function openNode(url: string | undefined) {
  const problems: unknown[] = [];
  const events = await openEvents(url, (error) => void problems.push(error));
  onTestFinished(() => events.close());
  return { ...events, problems };
}

/** Notes what is heard, as somebody does who waits on that node. */
function listen(events: Events, topic = TOPIC) {
  const heard: number[] = [];
  const stop = events.subscribe(topic, (key) => void heard.push(Number(key)));
  return { heard, stop };
}

/** The usual round comes to this organization last, in 25 s: whoever of it is visited sooner is visited in a hurry. */
const LAST = 24;

/** Counts how often somebody who waits on that node was told to look for themselves. */
function waitOn(events: Events, orgId = LAST) {
  const visits: number[] = [];
  onTestFinished(events.rounds.join(orgId, () => void visits.push(Date.now())));
  return visits;
}

const isConnected = (events: Events) => expect.poll(() => events.isReachable(), { interval: 10 }).toBe(true);
const isAway = (events: Events) => expect.poll(() => events.isReachable(), { interval: 10 }).toBe(false);

const news = (events: Events, key: number, topic = TOPIC) => events.publish(topic, String(key));

/** Two nodes with the same URL, or one process alone. */
async function openNodes(kind: BrokerKind | 'memory') {
  if (kind === 'memory') {
    const node = await openNode(undefined);
    return [node, node] as const;
  }
  const broker = await setUpBroker(kind);
  await broker.start();
  return Promise.all([openNode(broker.url), openNode(broker.url)]);
}

for (const kind of ['memory', ...installedBrokers] as const) {
  test(`${kind}: everyone who listens to a topic hears what is published on any node, in its order, and nobody else does`, async () => {
    const [here, there] = await openNodes(kind);
    const listeners = [listen(here), listen(there), listen(there)];
    const other = listen(there, 'visits.1.patient-90');
    const sent = Array.from({ length: 100 }, (_, index) => index + 1);
    for (const id of sent) news(here, id);
    news(here, 999, 'visits.1.patient-90');
    await expect.poll(() => other.heard).toEqual([999]);
    for (const { heard } of listeners) expect(heard).toEqual(sent);
  });

  test(`${kind}: who has left hears nothing, and whoever stays goes on hearing`, async () => {
    const [here, there] = await openNodes(kind);
    const [leaving, staying] = [listen(there), listen(there)];
    leaving.stop();
    leaving.stop();
    news(here, 1);
    await expect.poll(() => staying.heard).toEqual([1]);
    expect(leaving.heard).toEqual([]);
  });
}

for (const kind of installedBrokers) {
  test(`${kind}: a broker that is away at the start is waited for, and nobody is held up`, async () => {
    const broker = await setUpBroker(kind);
    const node = await openNode(broker.url);
    expect(node.isReachable()).toBe(false);
    expect(node.problems).toEqual([expect.objectContaining({ name: 'BrokerAway', code: 'ECONNREFUSED' })]);
    const [listener, visits] = [listen(node), waitOn(node)];
    news(node, 1);
    expect(listener.heard).toEqual([1]);

    await broker.start();
    await isConnected(node);
    await expect.poll(() => visits).toHaveLength(1);
    const other = await openNode(broker.url);
    news(other, 2);
    await expect.poll(() => listener.heard).toEqual([1, 2]);
  });

  test(`${kind}: each time after a broker was killed and started again everyone looks once, and hints arrive as before`, async () => {
    const broker = await setUpBroker(kind);
    await broker.start();
    const [here, there] = await Promise.all([openNode(broker.url), openNode(broker.url)]);
    const [listener, visits] = [listen(there), waitOn(there)];
    for (const time of [1, 2]) {
      await broker.kill();
      await Promise.all([isAway(here), isAway(there)]);
      await broker.start();
      await Promise.all([isConnected(here), isConnected(there)]);
      await expect.poll(() => visits).toHaveLength(time);
    }
    news(here, 1);
    await expect.poll(() => listener.heard).toEqual([1]);
    expect(visits).toHaveLength(2);
  });

  test(`${kind}: a node whose hints were lost tells the others to look, though their own connections never broke`, async () => {
    const broker = await setUpBroker(kind);
    await broker.start();
    const [cut, whole] = await Promise.all([openNode(broker.cabledUrl), openNode(broker.url)]);
    const [listener, visits] = [listen(whole), waitOn(whole)];
    broker.cable.cut();
    // Nobody has noticed yet: these are sent, and swallowed.
    expect(cut.isReachable()).toBe(true);
    for (let id = 1; id <= 1_000; id++) news(cut, id);
    await isAway(cut);
    expect(whole.isReachable()).toBe(true);

    broker.cable.mendForNewcomers();
    const mended = Date.now();
    await expect.poll(() => visits, { interval: 10 }).toHaveLength(1);
    expect(Date.now() - mended).toBeLessThan(5_000);
    expect(listener.heard).toEqual([]);
    news(cut, 1_001);
    await expect.poll(() => listener.heard).toEqual([1_001]);
  });

  test(`${kind}: two installations with a channel each share a broker, and hear no hints of each other's`, async () => {
    const broker = await setUpBroker(kind);
    await broker.start();
    const installations = await Promise.all(
      ['?channel=clinic-1', '/?channel=clinic-2', ''].map(async (channel, id) => {
        const [here, there] = await Promise.all([
          openNode(broker.url + channel),
          openNode(broker.url + channel),
        ]);
        return { id, here, listener: listen(there) };
      }),
    );
    // In the second turn what is heard comes after all that was said in the first.
    for (const turn of [1, 2])
      for (const { id, here, listener } of installations) {
        news(here, id);
        await expect.poll(() => listener.heard).toEqual(Array(turn).fill(id));
      }
  });

  test(`${kind}: an installation whose hints were lost does not make another look`, async () => {
    const broker = await setUpBroker(kind);
    await broker.start();
    const [cut, whole, stranger] = await Promise.all([
      openNode(`${broker.cabledUrl}?channel=clinic-1`),
      openNode(`${broker.url}?channel=clinic-1`),
      openNode(`${broker.url}?channel=clinic-2`),
    ]);
    // A hurried round comes to the last organization first: a stranger who heard would have looked by then.
    const [visits, strangers] = [waitOn(whole, LAST - 8), waitOn(stranger)];
    broker.cable.cut();
    news(cut, 1);
    await isAway(cut);
    broker.cable.mendForNewcomers();
    await expect.poll(() => visits, { interval: 10 }).toHaveLength(1);
    expect(strangers).toEqual([]);
  });

  test(`${kind}: a wrong password is reported, without the password, and waited out`, async () => {
    const broker = await setUpBroker(kind, { password: true });
    await broker.start();
    const credentials = { redis: ['default:wrong', 'default:right'], nats: ['clinic:wrong', 'clinic:right'] }[
      kind
    ];
    const [wrong, right] = await Promise.all(credentials.map((given) => openNode(broker.urlWith(given))));
    expect([wrong?.isReachable(), right?.isReachable()]).toEqual([false, true]);
    expect(wrong?.problems).toEqual([expect.any(BrokerAway)]);
    expect(wrong?.problems).toEqual([
      expect.objectContaining({ code: { redis: 'WRONGPASS', nats: 'AuthorizationError' }[kind] }),
    ]);
    expect(JSON.stringify(wrong?.problems)).not.toContain('wrong:');
    expect(right?.problems).toEqual([]);
  });

  test(`${kind}: what was said before the end is still heard by the others`, async () => {
    const broker = await setUpBroker(kind);
    await broker.start();
    const [leaving, there] = await Promise.all([openNode(broker.url), openNode(broker.url)]);
    const listener = listen(there);
    news(leaving, 1);
    await leaving.close();
    await expect.poll(() => listener.heard).toEqual([1]);
    expect(leaving.problems).toEqual([]);
  });
}

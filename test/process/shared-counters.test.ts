import { expect, onTestFinished, test } from 'vitest';
import { openSharedCounters } from '../../src/platform/http/shared-counters.ts';
import { installedBrokers, setUpBroker } from '../support/servers/brokers.ts';

/** A node's counters, once it reaches the broker. */
async function openNode(url: string) {
  const counters = openSharedCounters(url);
  onTestFinished(() => counters.close());
  await expect.poll(() => counters.share('nobody', 0, 60_000).catch(() => undefined)).toBeDefined();
  const count = async (more: number) => (await counters.share('jane', more, 60_000))[0];
  return count;
}

test.runIf(installedBrokers.includes('redis'))(
  'the nodes of an installation count together, and apart from another that shares their Redis',
  async () => {
    const broker = await setUpBroker('redis');
    await broker.start();
    const [here, there, elsewhere, byDefault] = await Promise.all(
      ['?channel=clinic-1', '/?channel=clinic-1', '?channel=clinic-2', ''].map((channel) =>
        openNode(broker.url + channel),
      ),
    );
    expect(await here?.(100)).toBe(100);
    expect(await there?.(20)).toBe(120);
    expect(await elsewhere?.(3)).toBe(3);
    expect(await byDefault?.(4)).toBe(4);
  },
);

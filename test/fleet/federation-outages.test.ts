import { beforeAll, expect, test, vi } from 'vitest';
import { openEventStream } from '../support/people/event-stream.ts';
import { openWebClient } from '../support/people/web-client.ts';
import { ACROSS, INTERNAL, openFederation, READY } from '../support/servers/federation.ts';
import { installExample } from '../support/servers/gateway.ts';

beforeAll(installExample, 600_000);

/** The server repeats how things are at least every 30 s. */
const TWO_REPEATS = 60_000;

test('without the charts, the appointment is there, and the refusal names no names', async () => {
  const { people, charting, node } = await openFederation();
  await charting.kill();
  const partly = await people.jane.graphql(ACROSS);
  expect(partly.data).toEqual({
    appointment: { status: 'SCHEDULED', vitals: null, patient: { name: 'Jane Doe', allergies: null } },
  });
  await node.stop('SIGKILL');
  const nothing = await people.jane.graphql('{ viewer { id } }');
  for (const { errors } of [partly, nothing]) {
    expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['UNAVAILABLE']));
    expect(JSON.stringify(errors)).not.toMatch(INTERNAL);
  }
  const events = await openEventStream<{ errors: { extensions: { code: string } }[] }>(
    people.url,
    await people.jane.token(),
    READY,
  );
  const told = await events.next();
  expect(told?.errors.map(({ extensions }) => extensions.code)).toEqual(['UNAVAILABLE']);
  expect(JSON.stringify(told)).not.toMatch(INTERNAL);
});

test.each(['was killed', 'does not answer'])(
  'what a provider writes while Readyroom %s is in no log of the gateway',
  async (trouble) => {
    const { people, node, cable, gateway } = await openFederation({ behindCable: true });
    if (trouble === 'was killed') await node.stop('SIGKILL');
    else cable?.cut();
    expect(await people.john.saveNote('123', { plan: 'Rest-and-fluids' })).toBeRefused('UNAVAILABLE');
    const client = await people.john.connect();
    const query = 'query ($actor: String) { auditLog(filter: { actor: $actor }) { totalCount } }';
    const { value } = await client.iterate({ query, variables: { actor: 'Rest-and-fluids' } }).next();
    expect(value?.errors?.[0]?.extensions?.code).toBe('UNAVAILABLE');
    await client.dispose();
    await vi.waitFor(() => expect(gateway.output()).toMatch(/ERR.*saveSoapNote.*ERR.*auditLog/s), {
      timeout: 10_000,
    });
    expect(gateway.output()).not.toContain('Rest-and-fluids');
  },
);

test('our web client notices that it was killed, and hears of the start that follows, within two repeats', async () => {
  const { people, node } = await openFederation();
  const client = await openWebClient(people.url, () => people.jane.token());
  await vi.waitFor(() => expect(client.heard.at(-1)).toBe(false), { timeout: 10_000 });

  await node.stop('SIGKILL');
  const killed = performance.now();
  await vi.waitFor(() => expect(client.subscriptions()).toBeGreaterThan(1), { timeout: TWO_REPEATS });
  await node.start();
  await people.john.start('123');
  await vi.waitFor(() => expect(client.heard.at(-1)).toBe(true), { timeout: TWO_REPEATS, interval: 50 });
  expect(performance.now() - killed).toBeLessThan(TWO_REPEATS);
});

test('our web client notices that it has fallen silent for ever, and hears of the start, within two repeats', async () => {
  const { people, behind, cable } = await openFederation({ behindCable: true });
  const client = await openWebClient(people.url, () => people.jane.token());
  await vi.waitFor(() => expect(client.heard.at(-1)).toBe(false), { timeout: 10_000 });

  cable?.cut();
  const silent = performance.now();
  await behind.john.start('123');
  cable?.mendForNewcomers();
  await vi.waitFor(() => expect(client.heard.at(-1)).toBe(true), { timeout: TWO_REPEATS, interval: 50 });
  expect(performance.now() - silent).toBeLessThan(TWO_REPEATS);
  expect(client.subscriptions()).toBeGreaterThan(1);
});

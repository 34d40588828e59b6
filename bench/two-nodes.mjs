// Measures what a second node adds. Each node gets the same fixed share of a processor, so that both,
// PostgreSQL and the load fit on a small machine.
import { setTimeout as pause } from 'node:timers/promises';
import { cases, requestsOf } from './cases.mjs';
import { startReadyroom } from './contenders.mjs';
import { median, twoDigits } from './figures.mjs';
import { load } from './load.mjs';
import { chosen } from './measure.mjs';
import { openPlace, processors } from './place.mjs';
import { save } from './report.mjs';
import { openShares } from './shares.mjs';

const SHARE = Number(process.env.SHARE ?? 0.15);
const WARM_UP_SECONDS = 4;
const WANTED = 1.8;

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const { only, rounds, seconds, connections } = chosen({ rounds: 3, seconds: 5 });
const shares = openShares(2, SHARE);
if (shares) await measureNodes();
else
  console.log(
    'Skipped: nobody may be given a share of a processor here (cgroups), which usually takes root.',
  );

async function measureNodes() {
  const place = await openPlace();
  const nodes = [];
  try {
    for (const _ of shares) nodes.push(await startReadyroom({ ...place, processor: processors.contender }));
    const chosenCases = cases.filter(({ name }) => only.cases.includes(name));
    const requests = new Map();
    for (const one of chosenCases)
      requests.set(
        one,
        await Promise.all(
          Array.from({ length: connections }, (_, index) =>
            requestsOf(one, index, place.secrets.AUTH_JWT_SECRET),
          ),
        ),
      );
    for (const one of chosenCases) await rateOf(nodes, one, requests.get(one), WARM_UP_SECONDS);
    for (const [index, node] of nodes.entries()) shares[index].add(node.pid);

    const results = {};
    for (const one of chosenCases) {
      const measured = [];
      for (let round = 0; round < rounds; round++)
        measured.push(await compare(nodes, one, requests.get(one), round));
      const ratio = median(measured.map(({ alone, together }) => together / alone));
      results[one.name] = { ratio, rounds: measured };
      console.log(
        `${ratio >= WANTED ? '✓' : '✗'} ${one.name}: two nodes do ${twoDigits(ratio)} × what one does, wanted ${WANTED}`,
      );
      console.table(measured);
    }
    save('nodes', { at: new Date(), share: SHARE, connections, seconds, results });
  } finally {
    for (const node of nodes) await node.stop();
    await pause(100); // the kernel needs a moment to see that the group is empty
    for (const share of shares) share.close();
    await place.stop();
  }
}

/** Measures one node and both nodes, in alternating order. */
async function compare([first, second], one, requests, round) {
  const rates = {};
  const turns = { alone: [first], together: [first, second] };
  for (const name of round % 2 === 0 ? ['alone', 'together'] : ['together', 'alone'])
    rates[name] = Math.round(await rateOf(turns[name], one, requests, seconds));
  return rates;
}

/**
 * Returns the total requests per second of these nodes. Each node gets half of the connections, even if it is
 * alone.
 */
async function rateOf(nodes, one, requests, duration) {
  const halfOf = (index) => requests.filter((_, connection) => connection % 2 === index);
  const results = await Promise.all(nodes.map((node, index) => load(node, one, halfOf(index), duration)));
  return results.reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0);
}

import { EventEmitter, once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Organization } from '../../src/organizations/organization.entity.ts';
import { Patient } from '../../src/people/patient.entity.ts';
import { Provider } from '../../src/people/provider.entity.ts';
import { type Practice, possibleChanges } from '../support/changes/changes.ts';
import { factsOf, newsOf, type Participant, takesPart, type Visit } from '../support/changes/truth.ts';
import { eventsUrlOfWorker, useClinic } from '../support/clinic.ts';
import { fakeIntervals } from '../support/fake-intervals.ts';
import { slowness } from '../support/pace.ts';
import { Person } from '../support/people/person.ts';
import { openSocket } from '../support/people/raw-socket.ts';
import { type VisitNews, watchVisits } from '../support/people/visit-watcher.ts';
import { type Chance, openChance } from '../support/random.ts';
import { serveWith } from '../support/servers/another-server.ts';

// Appointments change hands at random, by SQL and through the API, in organizations of their own at the same time. Then
// everybody's last event and whatever they ask for is as the truth is, nobody who lost a visit is left in the belief
// that it is theirs, and nobody hears of what is not theirs. No round helps: each change is heard of by itself.

const clinic = useClinic();

const { CHANGE_SEQUENCES, CHANGE_SEED, DATABASE_URL } = process.env;
const SEQUENCES = Number(CHANGE_SEQUENCES ?? (DATABASE_URL ? 100 : 5));
const SEED = Number(CHANGE_SEED ?? Date.now() % 2 ** 32);
const AT_THE_SAME_TIME = 10;
const BURSTS = 5;
const MOST_IN_A_BURST = 3;
/** One second on a quiet machine, which has nine other organizations to serve meanwhile. */
const QUIET_MS = 5_000;

type Watcher = Awaited<ReturnType<typeof openWatcher>>;

const brief = ({ reason, ready, appointment: { status, startsAt, patient, provider } }: VisitNews) => ({
  ...{ ready, reason, status, startsAt, patient: patient.id, provider: provider.id },
});

async function openWatcher(person: Person, who: Participant, only: number | undefined, onNews: () => void) {
  const stream = await watchVisits(person, only === undefined ? undefined : String(only), onNews);
  return { ...stream, who, only, stop: stream.stop };
}

/** What is wrong with what somebody was last told, a sentence each. */
function wrongNow({ told, codes, who, only }: Watcher, visits: Map<number, Visit>) {
  const lastOf = new Map(told.map((news) => [Number(news.appointmentId), brief(news)]));
  const problems = codes.map((code) => `${who.role} ${who.id} was sent ${code}`);
  for (const id of new Set([...lastOf.keys(), ...visits.keys()])) {
    const [visit, last] = [visits.get(id), lastOf.get(id)];
    const name = `${who.role} ${who.id}${only ? ` who watches ${only}` : ''}: visit ${id}`;
    if (only !== undefined && only !== id) {
      if (last) problems.push(`${name} was told`);
    } else if (visit?.byVideo && takesPart(visit, who)) {
      const { startsAt, ...news } = newsOf(visit);
      const isTold = last && (!startsAt || last.startsAt === startsAt) && isEqual({ ...last, ...news }, last);
      // Nobody needs to hear of a visit that was over before it was theirs.
      if (!isTold && (last || ['STARTED', 'NOT_STARTED'].includes(news.reason)))
        problems.push(`${name} is ${JSON.stringify(newsOf(visit))}, last told ${JSON.stringify(last)}`);
    } else if (last && ['STARTED', 'NOT_STARTED'].includes(last.reason)) {
      problems.push(`${name} is lost, last told ${JSON.stringify(last)}`);
    }
  }
  return problems;
}

const isEqual = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other);

/** What somebody should never have been told, whenever it was. */
function wrongEver({ told, who }: Watcher) {
  const lastOf = new Map<string, VisitNews>();
  return told.flatMap((news) => {
    const before = lastOf.get(news.appointmentId);
    lastOf.set(news.appointmentId, news);
    const { reason, ...facts } = brief(news);
    if (reason !== 'WITHDRAWN') {
      const mine = who.role === 'PROVIDER' ? facts.provider : facts.patient;
      return mine === String(who.id) ? [] : [`${who.role} ${who.id} was told ${JSON.stringify(news)}`];
    }
    const known = before && { ...brief(before), reason: undefined, ready: false };
    const isKnown = known && isEqual(known, { ...facts, reason: undefined, ready: false });
    const wasOpen = before && ['STARTED', 'NOT_STARTED'].includes(before.reason);
    if (isKnown && wasOpen && !facts.ready) return [];
    return [`${who.role} ${who.id} lost ${JSON.stringify(news)} after ${JSON.stringify(before)}`];
  });
}

/** What is wrong with what somebody is answered who asks for all of theirs, and for each by its id. */
async function wrongAnswers(person: Person, who: Participant, visits: Map<number, Visit>, ids: number[]) {
  const FIELDS = '{ id status startsAt patient { id } provider { id } session { status } }';
  const pages = ids.map((id) => `visit${id}: appointment(id: ${id}) ${FIELDS}`).join(' ');
  const { data, errors } = await person.graphql<Record<string, Row & { nodes: Row[] }>>(
    `{ appointments(first: 100) { nodes ${FIELDS} } ${pages} }`,
  );
  if (errors) return [`${who.role} ${who.id} was refused ${JSON.stringify(errors)}`];
  const answered = data?.appointments?.nodes.map(({ id }) => Number(id)).sort((one, other) => one - other);
  const mine = [...visits.values()].filter((visit) => takesPart(visit, who));
  const listed = mine.map(({ id }) => id).sort((one, other) => one - other);
  const problems = isEqual(answered ?? [], listed)
    ? []
    : [`${who.role} ${who.id} has ${listed}, the list ${answered}`];
  for (const id of ids) {
    const visit = visits.get(id);
    const isSeen = visit && (who.role === 'PROVIDER' || takesPart(visit, who));
    const rows = [
      data?.[`visit${id}`],
      ...(data?.appointments?.nodes ?? []).filter((row) => row.id === String(id)),
    ];
    for (const row of rows) {
      const shown = row && { ...asFacts(row) };
      const truth = isSeen ? { ...factsOf(visit), session: visit.session } : undefined;
      if (truth && !truth.startsAt) truth.startsAt = shown?.startsAt;
      if (!isEqual({ shown: shown ?? undefined }, { shown: truth }))
        problems.push(
          `${who.role} ${who.id} is shown ${id} as ${JSON.stringify(shown)}, not ${JSON.stringify(truth)}`,
        );
    }
  }
  return problems;
}

interface Row {
  id: string;
  status: string;
  startsAt: string;
  patient: { id: string };
  provider: { id: string };
  session: { status: string } | null;
}
const asFacts = ({ status, startsAt, patient, provider, session }: Row) => ({
  ...{ status, startsAt, patient: patient.id, provider: provider.id },
  session: !session ? 'none' : session.status === 'ENDED' ? 'ended' : 'open',
});

async function openPractice(index: number, nodes: string[], chance: Chance) {
  const orgId = 1_001 + index;
  const [first, second, third] = [1, 2, 3].map((number) => orgId * 10 + number) as [number, number, number];
  await clinic.em.insert(Organization, { id: orgId, alias: `practice-${orgId}`, name: 'A practice' });
  await clinic.em.insertMany(
    Provider,
    [first, second].map((id) => ({ id, orgId, name: `Provider ${id}` })),
  );
  await clinic.em.insertMany(
    Patient,
    [first, second, third].map((id) => ({ id, orgId, name: `Patient ${id}` })),
  );
  const atSomeNode = (claims: object) => new Person(chance.pick(nodes), { org_id: orgId, ...claims });
  let lastId = orgId * 100;
  const practice: Practice = {
    orgId,
    providers: [first, second],
    patients: [first, second],
    provider: (id) => atSomeNode({ role: 'PROVIDER', provider_id: id }),
    patient: (id) => atSomeNode({ role: 'PATIENT', patient_id: id }),
    visits: new Map(),
    nextId: () => ++lastId,
  };
  return { practice, bystander: third };
}

/** One sequence in an organization of its own. Throws with everything that is needed to repeat it. */
async function runSequence(index: number, nodes: string[]) {
  const chance = openChance(SEED + index);
  const { practice, bystander } = await openPractice(index, nodes, chance);
  const { providers, patients, visits } = practice;
  const news = new EventEmitter();
  const known = new Set<number>();
  const log: string[] = [];

  async function change() {
    const [name, make] = chance.pick(possibleChanges(clinic, practice, chance));
    log.push(name);
    await make();
    for (const id of visits.keys()) known.add(id);
  }
  const at = ({ role, id }: Participant) =>
    role === 'PROVIDER' ? practice.provider(id) : practice.patient(id);
  const open = (who: Participant, only?: number) => openWatcher(at(who), who, only, () => news.emit('told'));
  const people: Participant[] = [
    ...providers.map((id) => ({ role: 'PROVIDER' as const, id })),
    ...[...patients, bystander].map((id) => ({ role: 'PATIENT' as const, id })),
  ];

  await possibleChanges(clinic, practice, chance)[0]?.[1]();
  const [booked] = visits.values();
  const watchers = await Promise.all([
    ...people.map((who) => open(who)),
    ...people.filter((who) => booked && takesPart(booked, who)).map((who) => open(who, booked?.id)),
  ]);
  /** Event by event until everybody is told the truth, or nothing comes any more. */
  async function untilTold() {
    const timeout = AbortSignal.timeout(Math.ceil(QUIET_MS * pace));
    for (;;) {
      const problems = watchers.flatMap((watcher) => wrongNow(watcher, visits));
      if (problems.length === 0) return;
      const isTold = await once(news, 'told', { signal: timeout }).then(Boolean, () => false);
      if (!isTold) throw new Error(problems.join('\n'));
    }
  }
  try {
    await untilTold();
    for (let burst = 0; burst < BURSTS; burst++) {
      log.push('|');
      for (let left = 1 + chance.below(MOST_IN_A_BURST); left > 0; left--) await change();
      await untilTold();
      const answers = people.map((who) => wrongAnswers(at(who), who, visits, [...known]));
      const problems = [...(await Promise.all(answers)).flat(), ...watchers.flatMap(wrongEver)];
      if (problems.length > 0) throw new Error(problems.join('\n'));
    }
  } catch (error) {
    throw new Error(`CHANGE_SEED=${SEED}, sequence ${index}: ${log.join(', ')}`, { cause: error });
  } finally {
    await Promise.all(watchers.map(({ stop }) => stop()));
  }
}

const pace = slowness();

/** Two nodes that share a broker, if there is one, and two that share only the database. The embedded one has one node. */
async function openFleets() {
  if (!DATABASE_URL) return [[clinic.url]];
  const serve = async (EVENTS_URL: string) => {
    const node = await serveWith(clinic, { RATE_LIMIT: 'off', EVENTS_URL });
    // One timer watches over all sockets of a node: it is a real one if somebody's is open before.
    await openSocket(node.url, { who: node.colleague });
    return node.url;
  };
  const eventsUrl = eventsUrlOfWorker();
  const fleet = [clinic.url, await serve(eventsUrl)];
  return eventsUrl ? [fleet, [await serve(''), await serve('')]] : [fleet];
}

test(`in ${SEQUENCES} sequences of changes everybody is told the truth, and nothing of what is not theirs`, async () => {
  const fleets = await openFleets();
  await fakeIntervals(clinic);
  onTestFinished(() => void vi.useRealTimers());
  const failures: unknown[] = [];
  const left = Array.from({ length: SEQUENCES }, (_, index) => index).values();
  const worker = async () => {
    for (const index of left) {
      const nodes = fleets[index % fleets.length] ?? [];
      await runSequence(index, nodes).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: AT_THE_SAME_TIME }, worker));
  expect(failures.slice(0, 3), `CHANGE_SEED=${SEED}`).toEqual([]);
}, 3_600_000);

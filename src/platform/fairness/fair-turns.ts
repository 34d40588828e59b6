import { Busy, RateLimited } from '../refusals.ts';
import type { Party } from './party.ts';

interface Bounds {
  /** How many may have a turn at the same time. */
  atOnce?: number;
  perOrganization?: number;
  perPerson?: number;
  /** How many turns a person may wait for. Further ones are refused with RATE_LIMITED. */
  maxWaiting?: number;
  /** How long a turn is waited for. Then it is refused with UNAVAILABLE. */
  maxWaitMs?: number;
}

interface Person {
  name: string;
  taken: number;
  /** Callbacks of those who wait, in the order in which they came. */
  waiting: Set<() => void>;
}
interface Organization {
  name: Party['organization'];
  taken: number;
  people: Map<string, Person>;
  /** Those of them who wait. One who gets a turn goes to the end. */
  waiting: Map<string, Person>;
}

const RETRY_AFTER_SECONDS = 1;

/**
 * Hands out turns fairly. The next one goes to the organization that has the fewest of those in which somebody
 * waits, and there to the person who has the fewest. Among equals they go round. So a person who asks for much
 * waits for their own turns, and others do not.
 */
export class FairTurns {
  #taken = 0;
  readonly #organizations = new Map<Party['organization'], Organization>();
  readonly #waiting = new Map<Party['organization'], Organization>();
  readonly #bounds: Required<Bounds>;

  constructor(bounds: Bounds) {
    const unbounded = Number.POSITIVE_INFINITY;
    this.#bounds = {
      atOnce: unbounded,
      perOrganization: unbounded,
      perPerson: unbounded,
      maxWaiting: unbounded,
      maxWaitMs: unbounded,
      ...bounds,
    };
  }

  /** Undefined if the turn is free now, which spares most requests a promise. Call `release` after it. */
  take(party: Party): Promise<void> | undefined {
    const organization = this.#organizationOf(party);
    const person = personIn(organization, party);
    if (this.#isFree(organization, person)) {
      this.#start(organization, person);
      return undefined;
    }
    if (person.waiting.size >= this.#bounds.maxWaiting)
      return Promise.reject(new RateLimited(RETRY_AFTER_SECONDS));
    return this.#wait(party, organization, person);
  }

  release(party: Party) {
    const organization = this.#organizationOf(party);
    const person = personIn(organization, party);
    this.#taken -= 1;
    organization.taken -= 1;
    person.taken -= 1;
    this.#forgetIdle(party, organization, person);
    while (this.#startNext());
  }

  #wait(party: Party, organization: Organization, person: Person) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const { maxWaitMs } = this.#bounds;
    const start = () => {
      clearTimeout(timer);
      resolve();
    };
    const giveUp = () => {
      person.waiting.delete(start);
      if (person.waiting.size === 0) organization.waiting.delete(party.person);
      if (organization.waiting.size === 0) this.#waiting.delete(party.organization);
      this.#forgetIdle(party, organization, person);
      reject(new Busy(RETRY_AFTER_SECONDS));
    };
    const timer = Number.isFinite(maxWaitMs) ? setTimeout(giveUp, maxWaitMs) : undefined;
    person.waiting.add(start);
    organization.waiting.set(party.person, person);
    this.#waiting.set(party.organization, organization);
    return promise;
  }

  /** Whether somebody got a turn. */
  #startNext() {
    if (this.#taken >= this.#bounds.atOnce) return false;
    const { perOrganization, perPerson } = this.#bounds;
    const organization = withFewest(this.#waiting, perOrganization, (one) =>
      withFewest(one.waiting, perPerson),
    );
    const person = organization && withFewest(organization.waiting, perPerson);
    const [start] = person?.waiting ?? [];
    if (!organization || !person || !start) return false;
    person.waiting.delete(start);
    moveToEnd(organization.waiting, person);
    moveToEnd(this.#waiting, organization);
    this.#start(organization, person);
    start();
    return true;
  }

  #start(organization: Organization, person: Person) {
    this.#taken += 1;
    organization.taken += 1;
    person.taken += 1;
  }

  #isFree(organization: Organization, person: Person) {
    const { atOnce, perOrganization, perPerson } = this.#bounds;
    return this.#taken < atOnce && organization.taken < perOrganization && person.taken < perPerson;
  }

  #organizationOf(party: Party) {
    const known = this.#organizations.get(party.organization);
    if (known) return known;
    const name = party.organization;
    const organization = { name, taken: 0, people: new Map(), waiting: new Map() };
    this.#organizations.set(party.organization, organization);
    return organization;
  }

  #forgetIdle(party: Party, organization: Organization, person: Person) {
    if (person.taken === 0 && person.waiting.size === 0) organization.people.delete(party.person);
    if (organization.people.size === 0) this.#organizations.delete(party.organization);
  }
}

/** Runs the work in a turn. */
export async function inTurn<Result>(turns: FairTurns, party: Party, work: () => Promise<Result>) {
  const turn = turns.take(party);
  if (turn) await turn;
  try {
    return await work();
  } finally {
    turns.release(party);
  }
}

function personIn({ people }: Organization, { person: name }: Party): Person {
  const known = people.get(name);
  if (known) return known;
  const person = { name, taken: 0, waiting: new Set<() => void>() };
  people.set(name, person);
  return person;
}

/** The first of those that have the fewest turns, and not so many already. */
function withFewest<Member extends { taken: number }>(
  ring: ReadonlyMap<unknown, Member>,
  max: number,
  isEligible: (member: Member) => unknown = () => true,
) {
  let best: Member | undefined;
  for (const member of ring.values())
    if (member.taken < Math.min(max, best?.taken ?? max) && isEligible(member)) best = member;
  return best;
}

/** Or out of the ring, if nobody waits there any more. Maps keep the order in which keys were added. */
function moveToEnd<Member extends Person | Organization>(ring: Map<unknown, Member>, member: Member) {
  ring.delete(member.name);
  if (member.waiting.size > 0) ring.set(member.name, member);
}

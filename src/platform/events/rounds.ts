/** A round has so many stops, so that neither the database nor the sockets have to do everything at once. */
const STOPS = 25;
/** From one stop to the next, in milliseconds: a client hears within 30 s, and can tell a dead stream from a quiet one. */
const STEP = 1_000;
/** In a hurry some 1,000 visits a second, but no stop takes less than the one or more than the other. */
const HURRIED_STEP = { least: 50, most: 400 };
/** Whoever has just come knows how things are: they are told again after 16 steps at the earliest, and after 29 at the latest. */
const QUIET = 16;
/** Where an organization's people are visited, together, counted from its first stop: never more than 13 steps apart. */
const OWN_STOPS = [0, 12];

interface Visitor {
  visit(): void;
  /** Their stop is one of the next: it passes them over once. */
  isNew: boolean;
}
type Stop = Map<number, Set<Visitor>>;

/** Visits everyone on this node who waits: once in 25 s, and within one to ten after a break in which hints were lost. */
export function openRounds() {
  const stops = Array.from({ length: STOPS }, (): Stop => new Map());
  let visitors = 0;
  let nextStop = 0;
  let hurriedStops = 0;
  let steady: NodeJS.Timeout | undefined;
  let hurried: NodeJS.Timeout | undefined;

  function step() {
    const stop = stops[nextStop];
    nextStop = (nextStop + 1) % STOPS;
    visitAll(stop, (visitor) => !visitor.isNew);
    for (const visitors of stop?.values() ?? []) for (const visitor of visitors) visitor.isNew = false;
  }

  function hurriedStep() {
    visitAll(stops[--hurriedStops], () => true);
    if (hurriedStops === 0) hurried = clear(hurried);
  }

  return {
    /** From now on, until the returned function is called. */
    join(orgId: number, visit: () => void) {
      const own = OWN_STOPS.map((offset) => (orgId + offset) % STOPS);
      let steps = QUIET;
      while (!own.includes((nextStop + steps) % STOPS)) steps += 1;
      const stop = stops[(nextStop + steps) % STOPS] as Stop; // of all 25
      const visitor = { visit, isNew: steps >= STOPS };
      const others = stop.get(orgId) ?? new Set();
      stop.set(orgId, others.add(visitor));
      visitors += 1;
      steady ??= setInterval(step, STEP);
      return () => {
        if (!others.delete(visitor)) return;
        if (others.size === 0) stop.delete(orgId);
        visitors -= 1;
        if (visitors === 0) steady = clear(steady);
      };
    },
    /** Who asks while a hurried round is underway gets a whole one, too. */
    hurry() {
      hurriedStops = STOPS;
      hurried ??= setInterval(
        hurriedStep,
        Math.min(Math.max(visitors / STOPS, HURRIED_STEP.least), HURRIED_STEP.most),
      );
    },
  };
}
export type Rounds = ReturnType<typeof openRounds>;

function visitAll(stop: Stop | undefined, isMeant: (visitor: Visitor) => boolean) {
  for (const visitors of stop?.values() ?? [])
    for (const visitor of visitors) if (isMeant(visitor)) visitor.visit();
}

function clear(timer: NodeJS.Timeout | undefined) {
  clearInterval(timer);
  return undefined;
}

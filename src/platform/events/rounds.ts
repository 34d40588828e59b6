/** Slots of a round. They spread the load on the database and the sockets over the round. */
const SLOTS = 25;
/**
 * Between two slots. Every client gets a message within 30 s, so it can tell a dead stream from a quiet one.
 */
const STEP_MS = 1_000;
/** Limits between two slots of a hurried round, which makes some 1,000 calls a second within them. */
const HURRIED_STEP_MS = { min: 50, max: 400 };
/** A new member has just read the state. Its first call comes after 16 to 29 steps. */
const MIN_FIRST_STEPS = 16;
/**
 * The two slots of an organization, relative to its first: at most 13 steps apart. Members who join together
 * share one.
 */
const OWN_SLOTS = [0, 12];

interface Member {
  onRound(): void;
  /** Skip the next regular round, whose slot comes too soon. */
  isNew: boolean;
}
type Slot = Map<number, Set<Member>>;

/**
 * Calls every member on this node once in 25 s. `hurry` calls all of them within 1 to 10 s, which makes up
 * for hints that were lost in an outage.
 */
export function openRounds() {
  const slots = Array.from({ length: SLOTS }, (): Slot => new Map());
  let memberCount = 0;
  let nextSlot = 0;
  let hurriedSlotsLeft = 0;
  let steady: NodeJS.Timeout | undefined;
  let hurried: NodeJS.Timeout | undefined;

  function step() {
    const slot = slots[nextSlot];
    nextSlot = (nextSlot + 1) % SLOTS;
    callAll(slot, (member) => !member.isNew);
    for (const members of slot?.values() ?? []) for (const member of members) member.isNew = false;
  }

  function hurriedStep() {
    callAll(slots[--hurriedSlotsLeft], () => true);
    if (hurriedSlotsLeft === 0) hurried = clear(hurried);
  }

  return {
    /** Calls `onRound` in every round until the returned function is called. */
    join(orgId: number, onRound: () => void) {
      const own = OWN_SLOTS.map((offset) => (orgId + offset) % SLOTS);
      let steps = MIN_FIRST_STEPS;
      while (!own.includes((nextSlot + steps) % SLOTS)) steps += 1;
      const slot = slots[(nextSlot + steps) % SLOTS] as Slot; // index < SLOTS
      const member = { onRound, isNew: steps >= SLOTS };
      const others = slot.get(orgId) ?? new Set();
      slot.set(orgId, others.add(member));
      memberCount += 1;
      steady ??= setInterval(step, STEP_MS);
      return () => {
        if (!others.delete(member)) return;
        if (others.size === 0) slot.delete(orgId);
        memberCount -= 1;
        if (memberCount === 0) steady = clear(steady);
      };
    },
    /** Starts a hurried round. During one, starts it over, so that it is complete for this caller too. */
    hurry() {
      hurriedSlotsLeft = SLOTS;
      hurried ??= setInterval(
        hurriedStep,
        Math.min(Math.max(memberCount / SLOTS, HURRIED_STEP_MS.min), HURRIED_STEP_MS.max),
      );
    },
  };
}
export type Rounds = ReturnType<typeof openRounds>;

function callAll(slot: Slot | undefined, isIncluded: (member: Member) => boolean) {
  for (const members of slot?.values() ?? [])
    for (const member of members) if (isIncluded(member)) member.onRound();
}

function clear(timer: NodeJS.Timeout | undefined) {
  clearInterval(timer);
  return undefined;
}

/** Chance that can be repeated: the same seed gives the same choices (mulberry32). */
export function openChance(seed: number) {
  let state = seed >>> 0;
  const number = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    isLucky: (odds: number) => number() < odds,
    /** From 0 to below `end`. */
    below: (end: number) => Math.floor(number() * end),
    pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[]) {
      return items[Math.floor(number() * items.length)] as Item; // never empty here
    },
  };
}
export type Chance = ReturnType<typeof openChance>;

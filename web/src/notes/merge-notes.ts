export const SECTIONS = ['subjective', 'objective', 'assessment', 'plan'] as const;
export type Section = (typeof SECTIONS)[number];
export type Draft = Record<Section, string>;

/** A note's text, empty where there is none. */
export const textOf = (note: Draft | undefined): Draft => ({
  subjective: note?.subjective ?? '',
  objective: note?.objective ?? '',
  assessment: note?.assessment ?? '',
  plan: note?.plan ?? '',
});

/**
 * Merges two versions of a note that began with the same text. Each section is taken from the side that
 * changed it. A section that both sides changed, and differently, is a conflict and stays as it is here.
 */
export function mergeNotes(base: Draft, mine: Draft, theirs: Draft) {
  const conflicts = SECTIONS.filter(
    (section) =>
      mine[section] !== base[section] &&
      theirs[section] !== base[section] &&
      mine[section] !== theirs[section],
  );
  const draft = textOf(mine);
  for (const section of SECTIONS) if (mine[section] === base[section]) draft[section] = theirs[section];
  return { draft, conflicts };
}

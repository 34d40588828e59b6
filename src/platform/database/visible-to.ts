import { SYSTEM, type System, type Viewer } from '../viewer.ts';

/**
 * The rows of an entity that a viewer can see, for the entity's `filters`. It is part of every statement, and
 * of every query of the ORM.
 */
export const visibleTo = (where: (viewer: Viewer) => object) => ({
  visibleTo: {
    name: 'visibleTo',
    default: true,
    args: true,
    cond: ({ viewer }: { viewer: Viewer | System }) => (viewer === SYSTEM ? {} : where(viewer)),
  },
});

/** The condition that an entity's filters set for this viewer. Throws if the entity has no such filter. */
export function visibleThrough(viewer: Viewer | System, filters: object): object {
  if (!('visibleTo' in filters)) throw new Error('An entity must say who can see it');
  // The architecture test allows entities no other filters than those of `visibleTo`.
  return (filters as ReturnType<typeof visibleTo>).visibleTo.cond({ viewer });
}

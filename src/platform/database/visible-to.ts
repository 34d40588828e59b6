import { SYSTEM, type System, type Viewer } from '../viewer.ts';

/** Which rows of an entity a viewer can see at all, as an entity's `filters`: part of every statement, and of every find of the ORM. */
export const visibleTo = (where: (viewer: Viewer) => object) => ({
  visibleTo: {
    name: 'visibleTo',
    default: true,
    args: true,
    cond: ({ viewer }: { viewer: Viewer | System }) => (viewer === SYSTEM ? {} : where(viewer)),
  },
});

/** What those filters let this viewer see. An entity without any has nothing to show. */
export function visibleThrough(viewer: Viewer | System, filters: object): object {
  if (!('visibleTo' in filters)) throw new Error('An entity must say who can see it');
  return (filters as ReturnType<typeof visibleTo>).visibleTo.cond({ viewer }); // no entity has others, as the architecture test says
}

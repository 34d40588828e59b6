import type { EntityManager } from './database.ts';
import type { Viewer } from './viewer.ts';

const SERVER = 'the server itself';

/**
 * Which rows of an entity a viewer can see at all, as an entity's `filters`. Applied to every read through
 * `read.ts` and every find; an EntityManager that was given no viewer throws.
 */
export const visibleTo = (where: (viewer: Viewer) => object) => ({
  visibleTo: {
    name: 'visibleTo',
    default: true,
    args: true,
    cond: ({ viewer }: { viewer: Viewer | typeof SERVER }) => (viewer === SERVER ? {} : where(viewer)),
  },
});

/** An EntityManager that sees what this viewer may see. */
export function asViewer(em: EntityManager, viewer: Viewer) {
  const fork = em.fork();
  fork.setFilterParams('visibleTo', { viewer });
  return fork;
}

/** Sees every organization. Only for finding out who is asking, for the command line and for the practice room. */
export function asServer(em: EntityManager) {
  const fork = em.fork();
  fork.setFilterParams('visibleTo', { viewer: SERVER });
  return fork;
}

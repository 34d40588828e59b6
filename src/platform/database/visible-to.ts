import type { SqlEntityManager } from '@mikro-orm/sql';
import { SYSTEM, type System, type Viewer } from '../viewer.ts';
import type { Db } from './db.ts';

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

/**
 * The database as this viewer may see it. It keeps every statement to their organization by itself: the setting and the role hold for a
 * transaction each, so that pools, PgBouncer's too, may share connections.
 */
export const asViewer = (db: Db, viewer: Viewer) =>
  db.as({ viewer, session: { role: 'readyroom_app', 'app.org_id': String(viewer.orgId) } });

const DIRECTORY = { role: 'readyroom_directory' };

/**
 * Sees every organization, its people, appointments and settings, and nothing else of them. Only for finding out who is asking
 * and for the practice room.
 */
export const asSystem = (db: Db) => db.as({ viewer: SYSTEM, session: DIRECTORY });

/** The same for the ORM, which sets up the demo clinic. */
export function asDirectory(em: SqlEntityManager) {
  const fork = em.fork();
  fork.setSessionContext({ variables: DIRECTORY });
  fork.setFilterParams('visibleTo', { viewer: SYSTEM });
  return fork;
}

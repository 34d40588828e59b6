import type { SqlEntityManager } from '@mikro-orm/sql';
import { Role, SYSTEM, type Viewer } from '../viewer.ts';
import type { Db } from './db.ts';

/**
 * The database as this viewer may see it. It keeps every statement to their organization by itself: the setting and the role hold for a
 * transaction each, so that pools, PgBouncer's too, may share connections.
 */
export const asViewer = (db: Db, viewer: Viewer) =>
  db.as({ viewer, session: { role: 'readyroom_app', 'app.org_id': String(viewer.orgId) } });

/** Sees what an admin of this organization may see: to read once what several of its people are then told, each their own. */
export const asOrganization = (db: Db, orgId: number) =>
  asViewer(db, {
    identity: 'organization',
    orgId,
    roles: [Role.ADMIN],
    name: '',
    expiresAt: new Date(8.64e15),
  });

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

import type { SqlEntityManager } from '@mikro-orm/sql';
import { Role, SYSTEM, type Viewer } from '../viewer.ts';
import type { Db } from './db.ts';

/**
 * The database as this viewer may see it. Row-level security limits every statement to the viewer's
 * organization. The role and the setting last for one transaction, so connections can be pooled, also by
 * PgBouncer.
 */
export const asViewer = (db: Db, viewer: Viewer) =>
  db.as({ viewer, session: { role: 'readyroom_app', 'app.org_id': String(viewer.orgId) } });

/** Sees what an admin of the organization sees. Batchers read with it once for several of its people. */
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
 * Sees the people, their accounts, appointments and settings of every organization, and no other tables. Use
 * it only to identify callers and for the practice room.
 */
export const asSystem = (db: Db) => db.as({ viewer: SYSTEM, session: DIRECTORY });

/** The same view for the ORM, which sets up the demo clinic. */
export function asDirectory(em: SqlEntityManager) {
  const fork = em.fork();
  fork.setSessionContext({ variables: DIRECTORY });
  fork.setFilterParams('visibleTo', { viewer: SYSTEM });
  return fork;
}

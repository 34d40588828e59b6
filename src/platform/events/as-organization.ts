import { asViewer } from '../database/as-viewer.ts';
import type { Db } from '../database/db.ts';
import { Role } from '../viewer.ts';

/** Sees what an admin of this organization may see: for reading once what several of its people are then told, each their own. */
export const asOrganization = (db: Db, orgId: number) =>
  asViewer(db, {
    identity: 'organization',
    orgId,
    roles: [Role.ADMIN],
    name: '',
    expiresAt: new Date(8.64e15),
  });

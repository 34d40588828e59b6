import { asSystem } from '../platform/database/as-viewer.ts';
import type { Db } from '../platform/database/db.ts';
import { readRows } from '../platform/database/read.ts';
import { organizationRow } from './organization.entity.ts';

/** Lists all organizations, for commands that process each of them. */
export const listOrganizations = (db: Db) => readRows(asSystem(db), organizationRow, { orderBy: ['id'] });

import { asSystem } from '../platform/database/as-viewer.ts';
import type { Db } from '../platform/database/db.ts';
import { readRows } from '../platform/database/read.ts';
import { organizationRow } from './organization.entity.ts';

/** Every organization there is, for commands that go through all of them. */
export const listOrganizations = (db: Db) => readRows(asSystem(db), organizationRow, { orderBy: ['id'] });

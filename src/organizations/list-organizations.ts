import type { Db } from '../platform/db.ts';
import { readRows } from '../platform/read.ts';
import { asServer } from '../platform/visible-to.ts';
import { organizationRow } from './organization.entity.ts';

/** Every organization there is, for commands that go through all of them. */
export const listOrganizations = (db: Db) => readRows(asServer(db), organizationRow, { orderBy: ['id'] });

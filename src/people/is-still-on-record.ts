import type { WatchContext } from '../platform/context.ts';
import type { Db } from '../platform/database/db.ts';
import { readRows } from '../platform/database/read.ts';
import type { Batcher } from '../platform/events/batcher.ts';
import { type OnRecord, Role } from '../platform/viewer.ts';
import { canonicalEmail, withEmail } from './email-address.ts';
import { readLinks } from './read-links.ts';
import { tableOfRole } from './table-of-role.ts';

/**
 * Whether the viewer's token still identifies the same person, for long-lived subscriptions. Always true if
 * the token itself names the person. Other people are looked up, in one batch with simultaneous lookups of
 * their organization.
 */
export async function isStillOnRecord({ db, viewer: { orgId, onRecord } }: WatchContext, batch: Batcher) {
  if (!onRecord) return true;
  const found = await Promise.all(
    onRecord.map(async (record) => (await batch(db, orgId, findAgain, record)).has(record)),
  );
  return found.every(Boolean);
}

/** Returns the records that would be found again. At most one statement per table. */
async function findAgain(db: Db, records: OnRecord[]) {
  const [linked, others] = [
    records.filter(({ account }) => account),
    records.filter(({ account }) => !account),
  ];
  const found = await Promise.all([
    findByAccount(db, linked),
    ...Object.values(Role).map((role) =>
      findInTable(
        db,
        role,
        others.filter((record) => record.role === role),
      ),
    ),
  ]);
  return new Set(found.flat());
}

async function findByAccount(db: Db, sought: OnRecord[]) {
  if (sought.length === 0) return [];
  const links = await readLinks(db, { subject: sought.flatMap(({ account }) => account?.subject ?? []) });
  const bySubject = Map.groupBy(links, ({ subject }) => subject);
  return sought.filter(({ role, id, account }) =>
    bySubject
      .get(account?.subject ?? '')
      ?.some((link) => link.issuer === account?.issuer && link.role === role && link.record.id === id),
  );
}

async function findInTable(db: Db, role: Role, sought: OnRecord[]) {
  if (sought.length === 0) return [];
  const emails = sought.flatMap(({ email }) => email ?? []);
  const people = await readRows(db, tableOfRole[role], {
    where: { $or: [{ id: sought.map(({ id }) => id) }, withEmail(emails)] } as object, // as withEmail
  });
  const byEmail = Map.groupBy(people, ({ email }) => email && canonicalEmail(email));
  const byId = Map.groupBy(people, ({ id }) => id);
  return sought.filter(({ id, email }) => {
    const [person, ...namesakes] =
      (email === undefined ? byId.get(id) : byEmail.get(canonicalEmail(email))) ?? [];
    return person?.id === id && namesakes.length === 0;
  });
}

import type { CallerClaims } from '../platform/access/caller-token.ts';
import type { Db } from '../platform/database/db.ts';
import { readRows } from '../platform/database/read.ts';
import { type OnRecord, Role } from '../platform/viewer.ts';
import { withEmail } from './email-address.ts';
import { readLinks } from './read-links.ts';
import { tableOfRole } from './table-of-role.ts';

/** A person's record in one of the three tables of people. */
interface Person {
  id: number;
  orgId: number;
  name: string;
  email?: string | null | undefined;
}

export interface FoundRecord extends Person {
  role: Role;
  sought: OnRecord;
}

/** Finds the caller's records in all organizations by the token's ids or else by the account's links. */
export async function findKnownRecords(db: Db, claims: CallerClaims): Promise<FoundRecord[]> {
  const { roles, account } = claims;
  const unnumbered = roles.filter((role) => numberOf(claims, role) === undefined);
  const found = await Promise.all([
    ...roles.map(async (role) => {
      const id = numberOf(claims, role);
      const people: Person[] =
        id === undefined ? [] : await readRows(db, tableOfRole[role], { where: { id } });
      return people.map((person) => ({ ...person, role, sought: { role, id: person.id } }));
    }),
    account && unnumbered.length > 0
      ? readLinks(db, { ...account, role: unnumbered }).then((links) =>
          links.map(({ role, record }) => ({ ...record, role, sought: { role, id: record.id, account } })),
        )
      : [],
  ]);
  return found.flat();
}

/**
 * Finds records by the token's address where the caller is not known yet: not in `orgId`, or in any
 * organization if it is undefined.
 */
export async function findRecordsByEmail(
  db: Db,
  claims: CallerClaims,
  { orgId, known }: { orgId: number | undefined; known: FoundRecord[] },
): Promise<FoundRecord[]> {
  const { email } = claims;
  if (!email) return [];
  const isKnown = (role: Role, org: number | undefined) =>
    known.some((record) => record.role === role && record.orgId === org);
  // In the order of `Role`, so that two sign-ins of an account lock its links in one order.
  const roles = Object.values(Role).filter(
    (role) => claims.roles.includes(role) && numberOf(claims, role) === undefined && !isKnown(role, orgId),
  );
  const found = await Promise.all(
    roles.map(async (role) => {
      const people: Person[] = await readRows(db, tableOfRole[role], { where: withEmail([email]) });
      return withoutNamesakes(people)
        .filter((person) => !isKnown(role, person.orgId))
        .map((person) => ({ ...person, role, sought: { role, id: person.id, email } }));
    }),
  );
  return found.flat();
}

/** The id that the token gives for a role. */
const numberOf = ({ providerId, patientId }: CallerClaims, role: Role) =>
  ({ [Role.PROVIDER]: providerId, [Role.PATIENT]: patientId, [Role.ADMIN]: undefined })[role];

/**
 * Drops records that share an e-mail address within an organization, as in a family: the address is
 * ambiguous.
 */
const withoutNamesakes = (people: Person[]) =>
  people.filter(({ orgId }) => people.filter((other) => other.orgId === orgId).length === 1);

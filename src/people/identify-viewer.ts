import { organizationRow } from '../organizations/organization.entity.ts';
import type { CallerClaims } from '../platform/access/caller-token.ts';
import { asSystem } from '../platform/database/as-viewer.ts';
import type { Db } from '../platform/database/db.ts';
import { readRow, readRows } from '../platform/database/read.ts';
import { Unauthenticated } from '../platform/refusals.ts';
import { Role, type Viewer } from '../platform/viewer.ts';
import { withEmail } from './email-address.ts';
import { tableOfRole } from './table-of-role.ts';
import { vouchedPeople } from './vouched-people.ts';

/** A person's record in one of the three tables of people. */
interface Person {
  id: number;
  orgId: number;
  name: string;
  email?: string | null | undefined;
}

/**
 * Resolves verified token claims to a viewer: a person with roles in one organization. Throws UNAUTHENTICATED
 * if there is no such person. `requestedOrganization` (an id or alias from a header) is used only if the
 * token names no organization, and only organizations that have a record of the person are considered.
 */
export async function identifyViewer(
  database: Db,
  claims: CallerClaims,
  requestedOrganization?: string,
): Promise<Viewer> {
  const db = asSystem(database);
  if (claims.roles.length === 0)
    throw new Unauthenticated('The token holds no role that is known here (PROVIDER, PATIENT or ADMIN)');
  const [records, named] = await Promise.all([
    recordsOf(db, claims),
    claims.organization && readRow(db, organizationRow, claims.organization),
  ]);
  if (claims.organization && !named)
    throw new Unauthenticated('The token names an organization that is not known here');
  const orgId = named?.id ?? (await requestedAmong(db, records, requestedOrganization));

  const people = peopleOf(
    claims,
    records.filter((record) => record.orgId === orgId),
  );
  const [first, ...others] = people;
  if (!first)
    throw new Unauthenticated(
      'The token names no person of this organization (provider_id, patient_id or a known e-mail address)',
    );
  const onRecord = people.flatMap(({ sought }) => sought ?? []);
  const idOf = (role: Role) => people.find((person) => person.role === role)?.id;
  return {
    ...first.names,
    orgId,
    roles: claims.roles.filter((held) => people.some(({ role }) => role === held)),
    providerId: idOf(Role.PROVIDER),
    patientId: idOf(Role.PATIENT),
    ...(onRecord.length > 0 && { onRecord }),
    ...(others.length > 0 && { namesByRole: new Map(people.map(({ role, names }) => [role, names])) }),
    expiresAt: claims.expiresAt,
  };
}

/**
 * Who the caller is in each of their roles, in the order of `Role`: by their record, or by the token alone.
 */
function peopleOf(claims: CallerClaims, records: Awaited<ReturnType<typeof recordsOf>>) {
  const vouched = vouchedPeople(claims);
  return Object.values(Role).flatMap((role) => {
    const record = records.find((one) => one.role === role);
    const { id, identity } = record ? recorded(record) : (vouched[role] ?? {});
    if (!identity) return [];
    const names = {
      identity,
      name: record?.name ?? claims.name ?? identity,
      email: record?.email ?? claims.email,
    };
    return { role, id, names, sought: vouched[role] ? undefined : record?.sought };
  });
}

const recorded = ({ role, id }: { role: Role; id: number }) => ({
  id,
  identity: `${role.toLowerCase()}-${id}`,
});

/**
 * Finds the person's records in all organizations, by the token's id for a role or else by its e-mail
 * address.
 */
async function recordsOf(db: Db, { roles, providerId, patientId, email }: CallerClaims) {
  const idOf = { [Role.PROVIDER]: providerId, [Role.PATIENT]: patientId, [Role.ADMIN]: undefined };
  const found = await Promise.all(
    roles.map(async (role) => {
      const id = idOf[role];
      if (id === undefined && !email) return [];
      const where = id === undefined ? withEmail([email ?? '']) : { id };
      const people: Person[] = await readRows(db, tableOfRole[role], { where });
      return withoutNamesakes(people).map((person) => ({
        ...person,
        role,
        sought: { role, id: person.id, ...(id === undefined && { email }) },
      }));
    }),
  );
  return found.flat();
}

/**
 * Drops records that share an e-mail address within an organization, as in a family: the address is
 * ambiguous.
 */
const withoutNamesakes = (people: Person[]) =>
  people.filter(({ orgId }) => people.filter((other) => other.orgId === orgId).length === 1);

async function requestedAmong(db: Db, records: Person[], requested: string | undefined) {
  if (!requested) throw new Unauthenticated('The token names no organization (org_id or organization)');
  const theirs = await readRows(db, organizationRow, { where: { id: records.map(({ orgId }) => orgId) } });
  const picked = theirs.find(({ id, alias }) => String(id) === requested || alias === requested);
  if (!picked)
    throw new Unauthenticated(
      'The token names no organization, and its holder does not belong to the requested one',
    );
  return picked.id;
}

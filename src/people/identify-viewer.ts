import { organizationRow } from '../organizations/organization.entity.ts';
import type { CallerClaims } from '../platform/access/caller-token.ts';
import { asSystem } from '../platform/database/as-viewer.ts';
import type { Db } from '../platform/database/db.ts';
import { readRow, readRows } from '../platform/database/read.ts';
import { Unauthenticated } from '../platform/refusals.ts';
import { Role, type Viewer } from '../platform/viewer.ts';
import { type FoundRecord, findKnownRecords, findRecordsByEmail } from './find-records.ts';
import { linkAccount } from './link-account.ts';
import { vouchedPeople } from './vouched-people.ts';

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
  const [known, named] = await Promise.all([
    findKnownRecords(db, claims),
    claims.organization && readRow(db, organizationRow, claims.organization),
  ]);
  if (claims.organization && !named)
    throw new Unauthenticated('The token names an organization that is not known here');
  const byEmail = await findRecordsByEmail(db, claims, { orgId: named?.id, known });
  const everywhere = [...known, ...byEmail];
  const orgId = named?.id ?? (await requestedAmong(db, everywhere, requestedOrganization));
  const here = everywhere.filter((record) => record.orgId === orgId);

  const people = peopleOf(claims, await linkAccount(db, claims.account, here));
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
function peopleOf(claims: CallerClaims, records: FoundRecord[]) {
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

async function requestedAmong(db: Db, records: FoundRecord[], requested: string | undefined) {
  if (!requested) throw new Unauthenticated('The token names no organization (org_id or organization)');
  const theirs = await readRows(db, organizationRow, { where: { id: records.map(({ orgId }) => orgId) } });
  // An alias may be a number, too.
  const picked =
    theirs.find(({ id }) => String(id) === requested) ?? theirs.find(({ alias }) => alias === requested);
  if (!picked)
    throw new Unauthenticated(
      'The token names no organization, and its holder does not belong to the requested one',
    );
  return picked.id;
}

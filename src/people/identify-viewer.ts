import { organizationRow } from '../organizations/organization.entity.ts';
import type { CallerClaims } from '../platform/caller-token.ts';
import type { EntityManager } from '../platform/database.ts';
import { Unauthenticated } from '../platform/errors.ts';
import { readRow, readRows } from '../platform/read.ts';
import { Role, type Viewer } from '../platform/viewer.ts';
import { asServer } from '../platform/visible-to.ts';
import { administratorRow } from './administrator.entity.ts';
import { patientRow } from './patient.entity.ts';
import { providerRow } from './provider.entity.ts';

/** A person's record in one of the three tables of people. */
interface Person {
  id: number;
  orgId: number;
  name: string;
  email?: string | null | undefined;
}

const tables = { [Role.PROVIDER]: providerRow, [Role.PATIENT]: patientRow, [Role.ADMIN]: administratorRow };

/**
 * Who a token's holder is in which organization. `requestedOrganization` (an id or an alias from a header) counts only
 * when the token names none, and then only among the organizations that know this person.
 */
export async function identifyViewer(entityManager: EntityManager, claims: CallerClaims, requestedOrganization?: string): Promise<Viewer> {
  const em = asServer(entityManager);
  if (claims.roles.length === 0) throw new Unauthenticated('The token holds no role that is known here (PROVIDER, PATIENT or ADMIN)');
  const records = await recordsOf(em, claims);
  const orgId = await organizationIdOf(em, claims, records, requestedOrganization);

  const recordOf = (role: Role) => records.find((record) => record.role === role && record.orgId === orgId);
  const provider = recordOf(Role.PROVIDER);
  const patient = recordOf(Role.PATIENT);
  const admin = recordOf(Role.ADMIN);
  // The issuer vouches for people whose records have not arrived yet, but only in an organization that it names itself.
  const isVouchedFor = (role: Role) => claims.organization !== undefined && claims.roles.includes(role);
  const providerId = provider?.id ?? (isVouchedFor(Role.PROVIDER) ? claims.providerId : undefined);
  const patientId = patient?.id ?? (isVouchedFor(Role.PATIENT) ? claims.patientId : undefined);
  const adminId = admin?.id ?? (isVouchedFor(Role.ADMIN) ? claims.subject : undefined);

  const identity = identityOf({ providerId, patientId, adminId });
  if (!identity)
    throw new Unauthenticated('The token names no person of this organization (provider_id, patient_id or a known e-mail address)');
  const record = provider ?? patient ?? admin;
  return {
    identity,
    orgId,
    roles: claims.roles.filter((role) => ({ PROVIDER: providerId, PATIENT: patientId, ADMIN: adminId })[role] !== undefined),
    providerId,
    patientId,
    name: record?.name ?? claims.name ?? identity,
    email: record?.email ?? claims.email,
    expiresAt: claims.expiresAt,
  };
}

function identityOf({
  providerId,
  patientId,
  adminId,
}: {
  providerId: number | undefined;
  patientId: number | undefined;
  adminId: number | string | undefined;
}) {
  if (providerId !== undefined) return `provider-${providerId}`;
  if (patientId !== undefined) return `patient-${patientId}`;
  return adminId === undefined ? undefined : `admin-${adminId}`;
}

/** The person's records in every organization: by number where the token gives one, else by e-mail address. */
async function recordsOf(em: EntityManager, { roles, providerId, patientId, email }: CallerClaims) {
  const idOf = { [Role.PROVIDER]: providerId, [Role.PATIENT]: patientId, [Role.ADMIN]: undefined };
  const found = await Promise.all(
    roles.map(async (role) => {
      const id = idOf[role];
      if (id === undefined && !email) return [];
      const where = id === undefined ? { email: { $ilike: escapeLike(String(email)) } } : { id };
      const people: Person[] = await readRows(em, tables[role], { where });
      return withoutNamesakes(people).map((person) => ({ role, ...person }));
    }),
  );
  return found.flat();
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** A family may share an address; then it does not say who is asking. */
const withoutNamesakes = (people: Person[]) => people.filter(({ orgId }) => people.filter((other) => other.orgId === orgId).length === 1);

async function organizationIdOf(em: EntityManager, { organization }: CallerClaims, records: Person[], requested: string | undefined) {
  if (organization) {
    const known = await readRow(em, organizationRow, organization);
    if (!known) throw new Unauthenticated('The token names an organization that is not known here');
    return known.id;
  }
  if (!requested) throw new Unauthenticated('The token names no organization (org_id or organization)');
  const theirs = await readRows(em, organizationRow, { where: { id: records.map(({ orgId }) => orgId) } });
  const picked = theirs.find(({ id, alias }) => String(id) === requested || alias === requested);
  if (!picked) throw new Unauthenticated('The token names no organization, and its holder does not belong to the requested one');
  return picked.id;
}

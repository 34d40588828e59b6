import { hash } from 'node:crypto';
import type { CallerClaims } from '../platform/access/caller-token.ts';
import { type Account, Role } from '../platform/viewer.ts';

/** A person whom a token vouches for. */
interface Vouched {
  /** Admins have none. */
  id?: number | undefined;
  identity: string;
}

/**
 * The people that the token alone makes its holder, because their records may not have arrived yet. Nobody,
 * if it does not name the organization: a header cannot choose one.
 */
export function vouchedPeople({ roles, organization, providerId, patientId, account }: CallerClaims) {
  const vouched: Partial<Record<Role, Vouched>> = {};
  if (!organization) return vouched;
  if (roles.includes(Role.PROVIDER) && providerId !== undefined)
    vouched.PROVIDER = { id: providerId, identity: `provider-${providerId}` };
  if (roles.includes(Role.PATIENT) && patientId !== undefined)
    vouched.PATIENT = { id: patientId, identity: `patient-${patientId}` };
  if (roles.includes(Role.ADMIN) && account) vouched.ADMIN = { identity: adminIdentity(account) };
  return vouched;
}

/**
 * A hash, since a subject may be any text: the number of an admin on record, a name of the server's own, an
 * e-mail address. docs/audit.md says how to find the account.
 */
const adminIdentity = ({ issuer, subject }: Account) =>
  `admin-sub-${hash('sha256', JSON.stringify([issuer, subject]), 'base64url').slice(0, 22)}`;

import { registerEnumType } from 'type-graphql';

export enum Role {
  PROVIDER = 'PROVIDER',
  PATIENT = 'PATIENT',
  ADMIN = 'ADMIN',
}
registerEnumType(Role, {
  name: 'Role',
  description: 'What a person does in their organization. One person may hold several.',
});

/** A person's record. `email` is set if the record was found by it, because the token has no id. */
export interface OnRecord {
  readonly role: Role;
  readonly id: number;
  readonly email?: string | undefined;
}

/** The person who makes a request, according to their token and the organization's records. */
export interface Viewer {
  /** `provider-45`, `patient-89` or `admin-1`: this person's name in the audit log and in Jitsi. */
  readonly identity: string;
  readonly orgId: number;
  readonly roles: readonly Role[];
  /** Set only if the viewer has the role. */
  readonly providerId?: number | undefined;
  readonly patientId?: number | undefined;
  /** The records that grant roles which the token alone does not grant. */
  readonly onRecord?: readonly OnRecord[] | undefined;
  readonly name: string;
  readonly email?: string | undefined;
  /** When the token expires. All subscriptions end then too. */
  readonly expiresAt: Date;
}

/** The server itself. Sees every row that its database role may see. */
export const SYSTEM = 'system';
export type System = typeof SYSTEM;

export const isAdmin = (viewer: Viewer) => viewer.roles.includes(Role.ADMIN);

/** Providers and admins: the people who work in the organization. */
export const isStaff = (viewer: Viewer) => viewer.providerId !== undefined || isAdmin(viewer);

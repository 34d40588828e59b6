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

/** A person's record, and the address by which it was found if the token does not give its number. */
export interface OnRecord {
  readonly role: Role;
  readonly id: number;
  readonly email?: string | undefined;
}

/** Whoever is asking, as their token and the organization's records have it. */
export interface Viewer {
  /** `provider-45`, `patient-89` or `admin-1`: how the audit log and Jitsi name this person. */
  readonly identity: string;
  readonly orgId: number;
  readonly roles: readonly Role[];
  /** Set only for someone who holds the role. */
  readonly providerId?: number | undefined;
  readonly patientId?: number | undefined;
  /** The records that roles are held by, where the token alone would not do. */
  readonly onRecord?: readonly OnRecord[] | undefined;
  readonly name: string;
  readonly email?: string | undefined;
  /** When the token ends, and with it every subscription. */
  readonly expiresAt: Date;
}

/** Sees whatever the database lets it: the server itself, on nobody's behalf. */
export const SYSTEM = 'system';
export type System = typeof SYSTEM;

export const isAdmin = (viewer: Viewer) => viewer.roles.includes(Role.ADMIN);

/** Providers and admins: the people who work in the organization. */
export const isStaff = (viewer: Viewer) => viewer.providerId !== undefined || isAdmin(viewer);

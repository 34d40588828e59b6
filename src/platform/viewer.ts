import { registerEnumType } from 'type-graphql';

export enum Role {
  PROVIDER = 'PROVIDER',
  PATIENT = 'PATIENT',
  ADMIN = 'ADMIN',
}
registerEnumType(Role, {
  // A bare `Role` collides with that of another subgraph.
  name: 'TelehealthRole',
  description: 'What a person does in their organization. One person may hold several.',
});

/** An account where people sign in. An issuer never gives a subject to another person. */
export interface Account {
  /** Empty if the token names none. */
  readonly issuer: string;
  readonly subject: string;
}

/** A person's record, and what it was found by if the token has no id. */
export interface OnRecord {
  readonly role: Role;
  readonly id: number;
  /** The account that is linked to the record. */
  readonly account?: Account | undefined;
  /** The address, if no account could be linked. */
  readonly email?: string | undefined;
}

/** How the audit log and Jitsi name a person. */
export interface Names {
  /** `provider-45`, `patient-89`, `admin-1`, or `admin-sub-…` for an admin who is not on record. */
  readonly identity: string;
  readonly name: string;
  readonly email?: string | undefined;
}

/** The person who makes a request, according to their token and the organization's records. */
export interface Viewer extends Names {
  readonly orgId: number;
  readonly roles: readonly Role[];
  /** Set only if the viewer has the role. */
  readonly providerId?: number | undefined;
  readonly patientId?: number | undefined;
  /** The records that grant roles which the token alone does not grant. */
  readonly onRecord?: readonly OnRecord[] | undefined;
  /** The names of a person of several roles. Their own, above, are those of the first role. */
  readonly namesByRole?: ReadonlyMap<Role, Names> | undefined;
  /** When the token expires. All subscriptions end then too. */
  readonly expiresAt: Date;
}

/** The server itself. Sees every row that its database role may see. */
export const SYSTEM = 'system';
export type System = typeof SYSTEM;

export const isAdmin = (viewer: Viewer) => viewer.roles.includes(Role.ADMIN);

/** Providers and admins: the people who work in the organization. */
export const isStaff = (viewer: Viewer) => viewer.providerId !== undefined || isAdmin(viewer);

/**
 * The viewer, if they may. A person of several roles acts in the first one that is enough, under its names.
 */
export function actingViewer(viewer: Viewer, may: (viewer: Viewer) => boolean): Viewer | undefined {
  if (!may(viewer)) return undefined;
  for (const [role, names] of viewer.namesByRole ?? [])
    if (may(inRole(viewer, role))) return { ...viewer, ...names };
  return viewer;
}

const inRole = (viewer: Viewer, role: Role): Viewer => ({
  ...viewer,
  roles: [role],
  providerId: role === Role.PROVIDER ? viewer.providerId : undefined,
  patientId: role === Role.PATIENT ? viewer.patientId : undefined,
});

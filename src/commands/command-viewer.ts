import { Role, type Viewer } from '../platform/viewer.ts';

/** The command line, as an administrator of one organization: it sees no other. */
export const commandViewer = (orgId: number): Viewer => ({
  identity: 'command',
  orgId,
  roles: [Role.ADMIN],
  name: 'Command line',
  expiresAt: new Date(8.64e15),
});

import { Role, type Viewer } from '../platform/viewer.ts';

/** The viewer of command-line tools: an administrator of one organization, who sees no other. */
export const commandViewer = (orgId: number): Viewer => ({
  identity: 'command',
  orgId,
  roles: [Role.ADMIN],
  name: 'Command line',
  expiresAt: new Date(8.64e15),
});

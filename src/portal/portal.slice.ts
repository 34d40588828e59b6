import { defineSlice } from '../platform/slice.ts';
import { portalRoutes } from './portal.rest.ts';

/** The web portal and the admin console. The pages are the same for everyone and need no token. */
export const portal = defineSlice({
  name: 'portal',
  rest: [{ prefix: '', knownBy: 'nobody', routes: portalRoutes }],
});

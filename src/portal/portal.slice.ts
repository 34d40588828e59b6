import { defineSlice } from '../platform/slice.ts';
import { portalRoutes } from './portal.rest.ts';

/** The portal and the console: web pages, and the same for everybody. */
export const portal = defineSlice({
  name: 'portal',
  rest: [{ prefix: '', knownBy: 'nobody', routes: portalRoutes }],
});

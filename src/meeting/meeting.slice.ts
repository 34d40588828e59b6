import { defineSlice } from '../platform/slice.ts';
import { meetingRoutes } from './meeting.rest.ts';

/** The page of a call. A room token opens it, which the page judges itself: to the wrong one it says why. */
export const meeting = defineSlice({
  name: 'meeting',
  rest: [{ prefix: '/meet', knownBy: 'nobody', routes: meetingRoutes }],
});

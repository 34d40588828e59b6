import { defineSlice } from '../platform/slice.ts';
import { meetingRoutes } from './meeting.rest.ts';

/** The meeting page. It verifies the room token itself, so that it can tell people why a token is refused. */
export const meeting = defineSlice({
  name: 'meeting',
  rest: [{ prefix: '/meet', knownBy: 'nobody', routes: meetingRoutes }],
});

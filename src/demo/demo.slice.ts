import { defineSlice } from '../platform/slice.ts';
import { demoSignIn } from './sign-in.rest.ts';

/** Sign-in for the demo clinic. */
export const demo = defineSlice({
  name: 'demo',
  rest: [{ prefix: '/demo', knownBy: 'nobody', routes: demoSignIn }],
});

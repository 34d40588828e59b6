import { defineSlice } from '../platform/slice.ts';
import { MetricsResolver } from './metrics.resolver.ts';

const actions = ['see telehealth metrics'] as const;

declare module '../platform/context.ts' {
  interface ActionsBySlice {
    metrics: (typeof actions)[number];
  }
}

/** How much telehealth an organization uses. */
export const metrics = defineSlice({
  name: 'metrics',
  resolvers: [MetricsResolver],
  actions,
});

import { defineSlice } from '../platform/slice.ts';
import { MetricsResolver } from './metrics.resolver.ts';

const actions = ['see telehealth metrics'] as const;

declare module '../platform/context.ts' {
  interface ActionsBySlice {
    metrics: (typeof actions)[number];
  }
}

/** Metrics of an organization's telehealth visits. */
export const metrics = defineSlice({
  name: 'metrics',
  resolvers: [MetricsResolver],
  actions,
});

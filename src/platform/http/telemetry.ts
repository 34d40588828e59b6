import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Metrics for Prometheus. Labels come from closed lists and hold no ids, names or addresses. */
export function openTelemetry() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: 'readyroom_http_request_seconds',
      help: 'Answered HTTP requests',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2.5],
      registers,
    }),
    outcomes: new Counter({
      name: 'readyroom_actions_total',
      help: 'Actions on record, by outcome',
      labelNames: ['action', 'door', 'outcome'],
      registers,
    }),
    deprecated: new Counter({
      name: 'readyroom_deprecated_fields_total',
      help: 'Operations that asked for a deprecated field of the API',
      labelNames: ['field'],
      registers,
    }),
    sockets: new Gauge({ name: 'readyroom_websockets', help: 'Open WebSocket connections', registers }),
    jobWaiting: new Gauge({
      name: 'readyroom_job_waiting_seconds',
      help: 'For how long the oldest work of a background job had waited at the last look, on nodes that work',
      labelNames: ['job'],
      registers,
    }),
    eventsReachable: new Gauge({
      name: 'readyroom_events_reachable',
      help: '1 while news reaches the other nodes at once, 0 while they hear of it at the next repeat',
      registers,
    }),
    databaseHeard: new Gauge({
      name: 'readyroom_database_heard',
      help: '1 while changes by other programs are heard from the database at once, 0 while they are seen at the next repeat',
      registers,
    }),
  };
}
export type Telemetry = ReturnType<typeof openTelemetry>;

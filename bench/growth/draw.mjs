import { mkdirSync, writeFileSync } from 'node:fs';
import { plot } from '../plot.mjs';

const FOLDER = new URL('../../docs/performance/', import.meta.url);
const X = { label: 'appointments in the table', log: true };

/**
 * Two plots per run: PostgreSQL's time for a request, beside the documented query, and the server process's
 * time.
 */
export function draw({ sizes }) {
  const lines = (figure, kind, names = Object.keys(sizes[0][kind])) =>
    names.map((name) => ({
      name,
      points: sizes.map((size) => [size.appointments, size[kind][name][figure]]),
    }));
  const documented = lines('median', 'statements', ['documented query, 12 months of the organization']);
  mkdirSync(FOLDER, { recursive: true });
  write('growth', {
    title: 'SQL for a request, against the size of the table',
    x: X,
    y: { label: 'ms, planning and execution', log: true },
    series: [
      ...lines('sqlMs', 'requests'),
      ...documented.map((one) => ({ ...one, name: 'the documented query', dashed: true })),
    ],
  });
  write('growth-process', {
    title: "The server's CPU for a request, against the size of the table",
    x: X,
    y: { label: 'ms of CPU', log: true },
    series: lines('nodeCpuMs', 'requests'),
  });
}

const write = (name, picture) => writeFileSync(new URL(`${name}.svg`, FOLDER), plot(picture));

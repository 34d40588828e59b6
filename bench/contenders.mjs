import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endWithUs } from './end-with-us.mjs';
import { freePort, insist } from './postgresql.mjs';
import { onProcessor } from './processor.mjs';

const peer = (file, cases, more) => ({
  cases,
  start: (place) => startPeer(`bench/peers/${file}`, place, more),
});

/** The contenders and their cases. The limit comes first, because the others are compared with it. */
export const contenders = {
  limit: peer('limit.mjs', ['list', 'join', 'poll']),
  'by-hand': peer('limit.mjs', ['list', 'join', 'poll'], { ROUND_TRIPS: 'one for each' }),
  ours: { cases: ['list', 'join', 'poll'], start: startReadyroom },
  mercurius: peer('mercurius.mjs', ['list', 'join']),
  'mercurius-by-hand': peer('mercurius.mjs', ['list', 'join'], { ROUND_TRIPS: 'one for each' }),
  yoga: peer('yoga.mjs', ['list', 'join']),
  postgraphile: {
    ...peer('postgraphile.mjs', ['list']),
    // PostGraphile derives its names from the tables. The facts are the same.
    translation: {
      list: {
        request: () => ({
          operationName: 'Appointments',
          query: POSTGRAPHILE_APPOINTMENTS,
          variables: { first: 20 },
        }),
        facts: ({ data }) => data.allAppointments.nodes.map(inOurWords),
      },
    },
  },
  tutorial: peer('tutorial/dist/server.js', ['list', 'join', 'poll']),
  ...(process.env.BEFORE && {
    before: {
      cases: ['list', 'join', 'poll'],
      start: (place) => startReadyroom(place, process.env.BEFORE),
    },
  }),
};

const POSTGRAPHILE_APPOINTMENTS = `query Appointments($first: Int) {
  allAppointments(first: $first, condition: { providerId: 45 }, orderBy: [APPOINTMENT_START_TIME_DESC, ROW_ID_DESC]) {
    nodes {
      rowId
      status
      appointmentStartTime
      patientByPatientId { rowId name }
      providerByProviderId { rowId name }
      telehealthSessionByRowId { rowId status }
    }
  }
}`;

const inOurWords = ({
  appointmentStartTime,
  patientByPatientId,
  providerByProviderId,
  telehealthSessionByRowId,
  ...appointment
}) => ({
  ...withId(appointment),
  startsAt: new Date(appointmentStartTime).toISOString(),
  patient: withId(patientByPatientId),
  provider: withId(providerByProviderId),
  session: telehealthSessionByRowId && withId(telehealthSessionByRowId),
});
const withId = ({ rowId, ...row }) => ({ id: String(rowId), ...row });

async function startPeer(file, { processor, databaseUrl, secrets }, more) {
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    GRAPHILE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    ...secrets,
    ...more,
  };
  const child = start(file, env, processor);
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    const [url] = said.match(/http:\/\/[\d.:]+/) ?? [];
    if (url) return running(child, url);
  }
  throw new Error(`${file} did not start: ${said}`);
}

/** Production mode, but with a high rate limit: here a few people send all requests. */
export async function startReadyroom({ processor, databaseUrl, migrationUrl, secrets }, checkout = '.') {
  const port = await freePort();
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    DATABASE_MIGRATION_URL: migrationUrl,
    CONFIG_ENCRYPTION_KEY: Buffer.alloc(32, 'a key of the bench for production').toString('base64url'),
    LOG_LEVEL: 'silent',
    DRAIN_SECONDS: '0',
    RATE_LIMIT: '999999999',
    ...secrets,
  };
  const child = start(`${checkout}/dist/main.js`, env, processor);
  const url = `http://127.0.0.1:${port}`;
  await insist(async () => {
    if (child.exitCode === null && !(await fetch(`${url}/readyz`)).ok)
      throw new Error('Readyroom did not become ready');
  });
  if (child.exitCode !== null) throw new Error('Readyroom did not start');
  return running(child, url);
}

function start(file, env, processor) {
  const [program, ...args] = [...onProcessor(processor), process.execPath, file];
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  endWithUs(child, 'SIGKILL');
  return child;
}

function running(child, url) {
  child.stdout.resume();
  return {
    pid: child.pid,
    url,
    async stop() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Person } from '../support/people/person.ts';
import { SECRET } from '../support/people/secret.ts';
import { preparedClinic } from '../support/servers/prepared-clinic.ts';
import { run, serve } from '../support/servers/process.ts';

/** How often a server with its embedded database is killed. */
const KILLS = Number(process.env.EMBEDDED_KILLS ?? 1);
/** So many servers at a time, one for each processor that the goal was set for. */
const LANES = Math.min(2, KILLS);

const SAVE =
  'mutation ($plan: String!) { saveSoapNote(appointmentId: "123", note: { plan: $plan }) { version } }';
interface Saved {
  version: number;
}

/** Saves one version after the other until the server is gone. Answers with the last that was acknowledged. */
async function saveUntilTheEnd(john: Person, from: number, onSaved: () => void) {
  let last = from;
  for (;;) {
    const answer = await john
      .graphql<{ saveSoapNote: Saved }>(SAVE, { plan: `Version ${last + 1}` })
      .catch(() => undefined);
    if (!answer) return last;
    expect(answer.errors).toBeUndefined();
    last = Number(answer.data?.saveSoapNote.version);
    onSaved();
  }
}

/** Kills one server and its embedded database after the other, on a folder of its own. */
async function killAgainAndAgain(kills: number) {
  const variables = {
    DATA_DIR: preparedClinic(),
    AUTH_JWT_SECRET: SECRET,
    SEED_DEMO: 'true',
    LOG_LEVEL: 'error',
    RATE_LIMIT: 'off',
  };
  let acknowledged = 0;
  for (let kill = 0; kill <= kills; kill++) {
    const server = await serve(variables);
    const john = new Person(server.url, { role: 'PROVIDER', org_id: 1, provider_id: 45 });
    const { data } = await john.graphql<{ appointment: { note: (Saved & { plan: string }) | null } }>(
      '{ appointment(id: "123") { note { version plan } } }',
    );
    const version = data?.appointment.note?.version ?? 0;
    // One more may have been written whose answer never came.
    expect([acknowledged, acknowledged + 1]).toContain(version);
    if (version > 0) expect(data?.appointment.note?.plan).toBe(`Version ${version}`);

    const enough = Promise.withResolvers<void>();
    let answers = 0;
    const answersBefore = Math.ceil(Math.random() * 20);
    const saving = saveUntilTheEnd(john, version, () => ++answers === answersBefore && enough.resolve());
    await Promise.race([enough.promise, saving]);
    await pause(Math.random() * 10);
    await server.stop('SIGKILL');
    acknowledged = await saving;
    expect(acknowledged).toBeGreaterThan(version);
  }
  const verified = await run('commands/audit.js', ['verify', '1'], variables);
  expect([verified.code, verified.stderr]).toEqual([0, '']);
}

test(`the embedded database is killed ${KILLS} times in mid-write: it opens again, and nothing that was acknowledged is lost`, {
  timeout: 300_000 + KILLS * 60_000,
}, async () => {
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    killAgainAndAgain(Math.floor((KILLS + lane) / LANES)),
  );
  await Promise.all(lanes);
});

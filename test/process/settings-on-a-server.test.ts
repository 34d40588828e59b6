import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { useClinic } from '../support/clinic.ts';
import { run } from '../support/servers/process.ts';

describe.runIf(process.env.DATABASE_URL)('on a PostgreSQL server', () => {
  const clinic = useClinic();

  test('a server that is running heeds a change at once', async () => {
    const id = await clinic.book();
    const before = await clinic.john.start(id);
    const DATABASE_URL = String(clinic.database.orm.config.get('clientUrl'));
    const { code } = await run('commands/config.js', ['set', '1', 'jitsi.issuer', 'practice-1'], {
      DATABASE_URL,
    });
    expect(code).toBe(0);
    const after = await clinic.john.start(id);
    const issuers = [before, after].map(
      ({ data }) => decodeJwt(String(data?.startTelehealthSession.join.token)).iss,
    );
    expect(issuers).toEqual(['ciyex-app', 'practice-1']);
  });
});

import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { record } from '../audit/record.ts';
import { readConfig } from '../config.ts';
import { entities } from '../entities.ts';
import { changeSetting } from '../organizations/change-setting.ts';
import { checkJitsi } from '../organizations/check-jitsi.ts';
import { organizationRow } from '../organizations/organization.entity.ts';
import { readSettings, UNREADABLE } from '../organizations/read-settings.ts';
import { isSecret, settings } from '../organizations/settings.ts';
import type { RequestContext } from '../platform/context.ts';
import { openDatabase } from '../platform/database.ts';
import { openEvents } from '../platform/events.ts';
import { loaderOf, readRow } from '../platform/read.ts';
import { Role } from '../platform/viewer.ts';
import { asViewer } from '../platform/visible-to.ts';

const USAGE = `Usage: npm run config -- list  <organization>
       npm run config -- get   <organization> <setting>
       npm run config -- set   <organization> <setting> [<value>]     without a value it is read from standard input
       npm run config -- check <organization>
Settings: ${[...settings.keys()].join(', ')}`;

class UsageError extends Error {}

/** An organization's settings from the command line. Exit code 1 says that something must be mended. */
async function run([verb, organization = '', key = '', value]: string[]): Promise<boolean> {
  const { config, secrets } = readConfig();
  if (!/^[1-9]\d{0,8}$/.test(organization)) throw new UsageError(USAGE);
  const orgId = Number(organization);
  const database = await openDatabase(entities, { url: secrets.databaseUrl, dataDir: config.dataDir });
  try {
    const viewer = { identity: 'command', orgId, roles: [Role.ADMIN], name: 'Command line', expiresAt: new Date(8.64e15) };
    const who = { viewer, door: 'command' as const, requestId: randomUUID() };
    const em = asViewer(database.em, viewer);
    if (!(await readRow(em, organizationRow, { id: orgId }))) throw new UsageError(`There is no organization ${orgId}`);
    const ctx: RequestContext = {
      ...who,
      config,
      secrets,
      em,
      origin: `http://localhost:${config.port}`,
      load: loaderOf(em),
      events: await openEvents(undefined, () => {}),
      record: (work, entry) => record(work, { orgId, identity: viewer.identity, door: who.door, requestId: who.requestId }, entry),
    };
    return await act(ctx, verb, key, value);
  } finally {
    await database.close();
  }
}

async function act(ctx: RequestContext, verb: string | undefined, key: string, value: string | undefined) {
  const { orgId } = ctx.viewer;
  switch (verb) {
    case 'list': {
      const own = await readSettings(ctx, orgId);
      print(
        [...own].map(([setting, stored]) => `${setting} = ${shown(setting, stored)}`).join('\n') ||
          `Organization ${orgId} has no settings of its own.`,
      );
      return true;
    }
    case 'get': {
      if (!settings.has(key)) throw new UsageError(`There is no setting ${key}.\n${USAGE}`);
      const own = await readSettings(ctx, orgId);
      print(own.has(key) ? shown(key, own.get(key)) : '(not set)');
      return true;
    }
    case 'set':
      await changeSetting(ctx, { key, value: value ?? (await text(process.stdin)).trim() });
      print(`${key} is set for organization ${orgId}${isSecret(key) ? ', encrypted' : ''}. It counts from the next visit on.`);
      return true;
    case 'check': {
      const findings = await checkJitsi(ctx, orgId);
      print(findings.map(({ ok, sentence }) => `${{ true: '  ok  ', false: 'BROKEN' }[String(ok)] ?? ' look '}  ${sentence}`).join('\n'));
      return findings.every(({ ok }) => ok !== false);
    }
    default:
      throw new UsageError(USAGE);
  }
}

function shown(key: string, stored: string | typeof UNREADABLE | undefined) {
  if (stored === UNREADABLE) return '(cannot be decrypted with this CONFIG_ENCRYPTION_KEY)';
  return isSecret(key) ? '(set, encrypted, never shown)' : String(stored);
}

const print = (line: string) => process.stdout.write(`${line}\n`);

run(process.argv.slice(2)).then(
  (fine) => {
    process.exitCode = fine ? 0 : 1;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  },
);

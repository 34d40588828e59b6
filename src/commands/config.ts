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
async function run([verb = '', organization = '', key = '', value]: string[]): Promise<boolean> {
  const act = verbs.get(verb);
  if (!act || !/^[1-9]\d{0,8}$/.test(organization)) throw new UsageError(USAGE);
  const { config, secrets } = readConfig();
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
      report: () => {},
    };
    return await act(ctx, key, value);
  } finally {
    await database.close();
  }
}

/** What is done, and whether all is well. */
const verbs = new Map<string, (ctx: RequestContext, key: string, value: string | undefined) => Promise<boolean>>([
  ['list', list],
  ['get', get],
  ['set', set],
  ['check', check],
]);

async function list(ctx: RequestContext) {
  const own = await readSettings(ctx, ctx.viewer.orgId);
  const lines = [...own].map(([setting, stored]) => `${setting} = ${shown(setting, stored)}`);
  print(lines.join('\n') || `Organization ${ctx.viewer.orgId} has no settings of its own.`);
  return true;
}

async function get(ctx: RequestContext, key: string) {
  if (!settings.has(key)) throw new UsageError(`There is no setting ${key}.\n${USAGE}`);
  const own = await readSettings(ctx, ctx.viewer.orgId);
  print(own.has(key) ? shown(key, own.get(key)) : '(not set)');
  return true;
}

async function set(ctx: RequestContext, key: string, value: string | undefined) {
  await changeSetting(ctx, { key, value: value ?? (await text(process.stdin)).trim() });
  const encrypted = ctx.config.demoEncryptionKey ? ', encrypted with the demo key that everyone can read' : ', encrypted';
  print(`${key} is set for organization ${ctx.viewer.orgId}${isSecret(key) ? encrypted : ''}. It counts from the next visit on.`);
  return true;
}

async function check(ctx: RequestContext) {
  const findings = await checkJitsi(ctx, {});
  print(findings.map(({ ok, sentence }) => `${{ true: '  ok  ', false: 'BROKEN' }[String(ok)] ?? ' look '}  ${sentence}`).join('\n'));
  return findings.every(({ ok }) => ok !== false);
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

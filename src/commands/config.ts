import 'reflect-metadata';
import { text } from 'node:stream/consumers';
import { linkAll } from '../audit/link-entries.ts';
import { readConfig } from '../config/config.ts';
import { changeSettings } from '../organizations/change-settings.ts';
import { checkOrganization } from '../organizations/check-organization.ts';
import { listOrganizations } from '../organizations/list-organizations.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { UNREADABLE } from '../organizations/read-settings.ts';
import { isSecret, settings } from '../organizations/settings.ts';
import { openDatabase } from '../platform/database/database.ts';
import { entities } from '../slices.ts';
import { type Report, reportKeys, rotate } from './encryption-keys.ts';
import { endWith } from './end-with.ts';
import { type OrganizationContext, organizationContext } from './organization-context.ts';

const USAGE = `Usage: npm run config -- list  <organization>
       npm run config -- get   <organization> <setting>
       npm run config -- set   <organization> <setting> [<value>]     without a value it is read from standard input
       npm run config -- check <organization>
       npm run config -- keys   [<organization>]    how many secrets are under which encryption key
       npm run config -- rotate [<organization>]    brings them under CONFIG_ENCRYPTION_KEY
Settings: ${[...settings.keys()].join(', ')}`;

class UsageError extends Error {}

/**
 * Reads, changes and checks organizations' settings. Returns false, for exit code 1, if something must be
 * fixed.
 */
async function run([verb = '', organization = '', key = '', value]: string[]): Promise<boolean> {
  const act = verbs.get(verb);
  const isForAll = organization === '' && FOR_ALL.includes(verb);
  if (!act || !(isForAll || /^[1-9]\d{0,8}$/.test(organization))) throw new UsageError(USAGE);
  const { config, secrets } = readConfig();
  const { databaseUrl: url, migrationUrl } = secrets;
  const database = await openDatabase(entities, { url, migrationUrl, dataDir: config.dataDir });
  const { db } = database;
  try {
    const all = await listOrganizations(db);
    const meant = isForAll ? all : all.filter(({ id }) => id === Number(organization));
    const [first, ...others] = await Promise.all(
      meant.map(({ id }) => organizationContext({ db, config, secrets }, id)),
    );
    if (!first)
      throw new UsageError(
        isForAll ? 'There are no organizations' : `There is no organization ${organization}`,
      );
    return await act(first, key, value, [first, ...others]);
  } finally {
    await linkAll(db);
    await database.close();
  }
}

type Verb = (
  ctx: OrganizationContext,
  key: string,
  value: string | undefined,
  meant: OrganizationContext[],
) => Promise<boolean>;

/** Each verb returns whether all is well. */
const verbs = new Map<string, Verb>([
  ['list', list],
  ['get', get],
  ['set', set],
  ['check', check],
  ['keys', async (ctx, _key, _value, meant) => tell(await reportKeys(meant, ctx.video.keyring))],
  ['rotate', async (ctx, _key, _value, meant) => tell(await rotate(meant, ctx.video.keyring))],
]);
/** Verbs that process all organizations if none is named. */
const FOR_ALL = ['keys', 'rotate'];

async function list(ctx: OrganizationContext) {
  const own = await readOrganization(ctx, ctx.orgId);
  const lines = [...own].map(([setting, stored]) => `${setting} = ${shown(setting, stored)}`);
  print(lines.join('\n') || `Organization ${ctx.orgId} has no settings of its own.`);
  return true;
}

async function get(ctx: OrganizationContext, key: string) {
  if (!settings.has(key)) throw new UsageError(`There is no setting ${key}.\n${USAGE}`);
  const own = await readOrganization(ctx, ctx.orgId);
  print(own.has(key) ? shown(key, own.get(key)) : '(not set)');
  return true;
}

async function set(ctx: OrganizationContext, key: string, value: string | undefined) {
  const changed = { key, value: value ?? (await text(process.stdin)).trim(), path: [] };
  await changeSettings(ctx.caller, { changes: [changed] });
  const encrypted = ctx.usesDemoKey ? ', encrypted with the demo key that everyone can read' : ', encrypted';
  print(
    `${key} is set for organization ${ctx.orgId}${isSecret(key) ? encrypted : ''}. ` +
      'It counts from the next visit on.',
  );
  return true;
}

async function check(ctx: OrganizationContext) {
  const findings = await checkOrganization(ctx.caller, {});
  print(
    findings
      .map(
        ({ ok, sentence }) => `${{ true: '  ok  ', false: 'BROKEN' }[String(ok)] ?? ' look '}  ${sentence}`,
      )
      .join('\n'),
  );
  return findings.every(({ ok }) => ok !== false);
}

function tell({ lines, fine }: Report) {
  print(lines.join('\n'));
  return fine;
}

function shown(key: string, stored: string | typeof UNREADABLE | undefined) {
  if (stored === UNREADABLE) return '(cannot be decrypted with this CONFIG_ENCRYPTION_KEY)';
  return isSecret(key) ? '(set, encrypted, never shown)' : String(stored);
}

const print = (line: string) => process.stdout.write(`${line}\n`);

await endWith(run(process.argv.slice(2)));

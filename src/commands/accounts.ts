import 'reflect-metadata';
import { readConfig } from '../config/config.ts';
import { listOrganizations } from '../organizations/list-organizations.ts';
import type { NamedRecord } from '../people/linked-to.ts';
import { listLinkedAccounts } from '../people/list-linked-accounts.ts';
import { unlinkAccounts } from '../people/unlink-accounts.ts';
import { openDatabase } from '../platform/database/database.ts';
import type { Caller } from '../platform/use-case.ts';
import { Role } from '../platform/viewer.ts';
import { entities } from '../slices.ts';
import { endWith } from './end-with.ts';
import { organizationContext } from './organization-context.ts';

const USAGE = `Usage: npm run accounts -- list   <organization> provider|patient|admin <id>
       npm run accounts -- unlink <organization> provider|patient|admin <id>`;

class UsageError extends Error {}

/** Lists or unlinks the accounts by which the person of a record signs in (docs/configuration.md). */
async function run([verb = '', organization = '', role = '', id = '']: string[]) {
  const act = verbs.get(verb);
  const known = Object.values(Role).find((one) => one.toLowerCase() === role);
  if (!act || !known || !isNumber(organization) || !isNumber(id)) throw new UsageError(USAGE);
  const { config, secrets } = readConfig();
  const { databaseUrl: url, migrationUrl } = secrets;
  const database = await openDatabase(entities, { url, migrationUrl, dataDir: config.dataDir });
  try {
    const { db } = database;
    const orgId = Number(organization);
    if (!(await listOrganizations(db)).some((one) => one.id === orgId))
      throw new UsageError(`There is no organization ${organization}`);
    const { caller } = await organizationContext({ db, config, secrets }, orgId);
    await act(caller, { role: known, id: Number(id) });
    return true;
  } finally {
    await database.close();
  }
}

const isNumber = (text: string) => /^[1-9]\d{0,8}$/.test(text);

const verbs = new Map<string, (caller: Caller, record: NamedRecord) => Promise<void>>([
  ['list', list],
  ['unlink', unlink],
]);

async function list(caller: Caller, record: NamedRecord) {
  const accounts = await listLinkedAccounts(caller, record);
  const lines = accounts.map(
    ({ issuer, subject, linkedAt }) => `${linkedAt.toISOString()}  ${subject}  ${issuer || '(no issuer)'}`,
  );
  print(lines.join('\n') || 'No account is linked.');
}

async function unlink(caller: Caller, record: NamedRecord) {
  print(`Unlinked: ${await unlinkAccounts(caller, record)}`);
}

const print = (line: string) => process.stdout.write(`${line}\n`);

await endWith(run(process.argv.slice(2)));

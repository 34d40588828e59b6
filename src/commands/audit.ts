import 'reflect-metadata';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportChain } from '../audit/export-chain.ts';
import { readExport } from '../audit/exported-entry.ts';
import { linkAll } from '../audit/link-entries.ts';
import { firstSince, lastBefore } from '../audit/read-chain.ts';
import { ForgedHead, readSignedHeads } from '../audit/read-signed-heads.ts';
import { publicKey, publicPart, signHead, signingKey } from '../audit/signed-head.ts';
import { verifyChain } from '../audit/verify-chain.ts';
import { verifyOrganization } from '../audit/verify-organization.ts';
import { readConfig, type Secrets } from '../config/config.ts';
import { listOrganizations } from '../organizations/list-organizations.ts';
import { asViewer } from '../platform/database/as-viewer.ts';
import { openDatabase } from '../platform/database/database.ts';
import type { Db } from '../platform/database/db.ts';
import { askFunction } from '../platform/database/read.ts';
import { entities } from '../slices.ts';
import { readArguments, USAGE, UsageError } from './audit-arguments.ts';
import { commandViewer } from './command-viewer.ts';
import { endWith } from './end-with.ts';

type Task = ReturnType<typeof readArguments> & {
  secrets: Secrets;
  /** The named organization. Without one, all that exist or have entries, and `others`. */
  chains(others?: number[]): AsyncGenerator<{ orgId: number; db: Db }>;
};

/** Verifies, signs or exports the audit chain (docs/audit.md). Returns false if a chain is broken. */
async function run(args: string[]): Promise<boolean> {
  const given = readArguments(args);
  const act = verbs.get(given.verb);
  if (!act || (given.verb === 'export' && !given.organization)) throw new UsageError(USAGE);
  const { config, secrets } = readConfig();
  const { databaseUrl: url, migrationUrl } = secrets;
  async function* chains(others: number[] = []) {
    const database = await openDatabase(entities, { url, migrationUrl, dataDir: config.dataDir });
    try {
      // No server has an embedded database while a command has it, so nobody else links what a crash left.
      if (database.embedded) await linkAll(database.db);
      const known = await organizations(database.db, given.organization);
      for (const orgId of given.organization ? known : new Set([...known, ...others])) {
        yield { orgId, db: asViewer(database.db, commandViewer(orgId)) };
      }
    } finally {
      await database.close();
    }
  }
  return act({ ...given, secrets, chains });
}

async function organizations(db: Db, only: number | undefined) {
  const [existing, audited] = await Promise.all([
    listOrganizations(db),
    askFunction(db, 'audited_organizations'),
  ]);
  const known = new Set([...existing.map(({ id }) => id), ...audited.map(({ answer }) => Number(answer))]);
  const ids = [...known].sort((one, other) => one - other);
  if (only && !ids.includes(only)) throw new UsageError(`There is no organization ${only}`);
  return only ? [only] : ids;
}

const verbs = new Map<string, (task: Task) => Promise<boolean>>([
  ['verify', verify],
  ['head', head],
  ['export', write],
  ['key', key],
]);

async function verify({ secrets, files, chains }: Task) {
  const heads = await headsIn(files.heads, secrets);
  const after = await headsIn(files.after, secrets);
  const known = (orgId: number) => {
    const own = ({ org }: { org: number }) => org === orgId;
    return { heads: heads.filter(own), after: after.find(own) };
  };
  if (files.export)
    return report(
      files.export,
      await verifyChain(readExport(files.export), known(await exportedOrganization(files.export))),
    );
  let fine = true;
  // Also check organizations that have a signed head but no longer exist.
  for await (const { orgId, db } of chains(heads.map(({ org }) => org))) {
    const verified = await verifyOrganization(db, orgId, known(orgId));
    if (!report(`Organization ${orgId}`, verified)) fine = false;
  }
  return fine;
}

async function exportedOrganization(file: string) {
  for await (const { orgId } of readExport(file)) return orgId;
  throw new UsageError(`${file} holds no entries`);
}

function report(what: string, { count, finding }: Awaited<ReturnType<typeof verifyChain>>) {
  print(
    finding
      ? `${what}: ${finding.kind.toUpperCase()}: ${finding.sentence}`
      : `${what}: ${count} entries, all as they were chained`,
  );
  return !finding;
}

async function headsIn(paths: string[], { auditPublicKey, auditSigningKey }: Secrets) {
  if (paths.length === 0) return [];
  const x = auditPublicKey ?? (auditSigningKey && publicPart(signingKey(auditSigningKey)));
  if (!x) throw new UsageError('AUDIT_PUBLIC_KEY is not set: a head cannot be verified');
  return readSignedHeads(publicKey(x), paths);
}

async function head({ secrets, before, chains }: Task) {
  const signing = signer(secrets);
  for await (const { orgId, db } of chains()) {
    const behind = before && (await firstSince(db, before));
    const last = await lastBefore(db, behind?.seq);
    if (last?.seq && last.hash)
      print(await signHead(signing, { org: orgId, seq: last.seq, hash: last.hash }));
  }
  return true;
}

async function write({ from, to, chains }: Task) {
  for await (const { db } of chains())
    await pipeline(Readable.from(exportChain(db, { from, to })), process.stdout, { end: false });
  return true;
}

async function key({ secrets }: Task) {
  print(publicPart(signer(secrets)));
  return true;
}

function signer({ auditSigningKey }: Secrets) {
  if (!auditSigningKey) throw new UsageError('AUDIT_SIGNING_KEY is not set');
  return signingKey(auditSigningKey);
}

const print = (line: string) => process.stdout.write(`${line}\n`);

await endWith(run(process.argv.slice(2)), (error) => (error instanceof ForgedHead ? 1 : 2));

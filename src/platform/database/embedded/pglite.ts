import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createPostgreSqlTypeParsers } from '@mikro-orm/sql';
import array from 'postgres-array';

/**
 * PostgreSQL in this process (PGlite). A new cluster is unpacked from a prepared one, which takes half the
 * time and memory of initialising it. PGlite is imported only here, so a server on DATABASE_URL does not load
 * it.
 */
export async function openEmbeddedPostgreSql(dataDir: string) {
  const { PGlite } = await import('@electric-sql/pglite');
  const parsers = createPostgreSqlTypeParsers((text) => array.parse(text));
  return PGlite.create({ dataDir, parsers, ...(isNew(dataDir) && { loadDataDir: await emptyCluster() }) });
}

const isNew = (dataDir: string) => dataDir.startsWith('memory:') || !existsSync(join(dataDir, 'PG_VERSION'));

async function emptyCluster() {
  const prepared = await import('@electric-sql/pglite-prepopulatedfs');
  return prepared.dataDir();
}

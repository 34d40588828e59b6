import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createPostgreSqlTypeParsers } from '@mikro-orm/sql';
import array from 'postgres-array';

/**
 * PostgreSQL in this process, by PGlite. A new cluster is unpacked from a prepared one, not initialised: that takes half
 * the time and memory. Loaded only here, so that a server on DATABASE_URL carries none of it.
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

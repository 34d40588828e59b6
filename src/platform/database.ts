import type { AnyEntity, EntityClass } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import type { SqlEntityManager, SqlMikroORM } from '@mikro-orm/sql';
import { lockDataFolder } from './data-folder.ts';
import { openEmbeddedPostgreSql } from './embedded-postgresql.ts';
import { migrations } from './migrations/all.ts';

export type EntityManager = SqlEntityManager;

/** How long a request may wait for the database before it is answered with UNAVAILABLE, in milliseconds. */
const PATIENCE = 3_000;

export interface Database {
  em: EntityManager;
  orm: SqlMikroORM;
  embedded: boolean;
  close(): Promise<void>;
}

interface Opened {
  orm: SqlMikroORM;
  close(): Promise<void>;
}

/** No URL: PostgreSQL embedded in this process, in `dataDir`. A URL: that PostgreSQL server. Migrated either way. */
export async function openDatabase(
  entities: EntityClass<AnyEntity>[],
  { url, dataDir }: { url?: string | undefined; dataDir: string },
): Promise<Database> {
  const options = {
    entities,
    extensions: [Migrator],
    migrations: { migrationsList: migrations, snapshot: false, silent: true },
    // Each saved a quarter of a request or more, and the filters of a joined entity are applied where it is read.
    autoJoinRefsForFilters: false,
    autoJoinOneToOneOwner: false,
  };
  const unlock = url ? undefined : lockDataFolder(dataDir);
  try {
    const { orm, close: closeOrm } = url ? await openServer(options, url) : await openEmbedded(options, dataDir);
    await orm.migrator.up();
    const close = async () => {
      await closeOrm();
      unlock?.();
    };
    return { em: orm.em, orm, embedded: !url, close };
  } catch (error) {
    unlock?.();
    throw error;
  }
}

async function openEmbedded(options: object, dataDir: string): Promise<Opened> {
  const { MikroORM } = await import('@mikro-orm/pglite');
  const pglite = await openEmbeddedPostgreSql(dataDir);
  const orm = await MikroORM.init({ ...options, dbName: dataDir, driverOptions: { pglite } });
  // The ORM leaves an instance that it was given to its owner.
  return { orm, close: () => orm.close().then(() => pglite.close()) };
}

async function openServer(options: object, clientUrl: string): Promise<Opened> {
  const { MikroORM } = await import('@mikro-orm/postgresql');
  const orm = await MikroORM.init({
    ...options,
    clientUrl,
    pool: { min: 0, max: 10 },
    // Without these a black-holed network hangs every request for ever.
    driverOptions: { connectionTimeoutMillis: PATIENCE, query_timeout: PATIENCE, statement_timeout: PATIENCE, keepAlive: true },
  });
  return { orm, close: () => orm.close() };
}

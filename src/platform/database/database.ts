import type { AnyEntity, EntityClass } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import type { SqlEntityManager, SqlMikroORM } from '@mikro-orm/sql';
import { SYSTEM } from '../viewer.ts';
import { Db } from './db.ts';
import { lockDataFolder } from './embedded/data-folder.ts';
import { openDisk } from './embedded/disk-space.ts';
import { pgliteDriver } from './embedded/driver.ts';
import { openEmbeddedPostgreSql } from './embedded/pglite.ts';
import { migrations } from './migrations/all.ts';
import type { Driver } from './sql/driver.ts';
import { openTables } from './sql/table.ts';

export type EntityManager = SqlEntityManager;

export interface Database {
  /** For requests: without an organization there are no rows, until it is somebody's (visible-to.ts). */
  db: Db;
  /** For the ORM's own business: migrations, the demo clinic. */
  em: EntityManager;
  orm: SqlMikroORM;
  embedded: boolean;
  /** Whether there is no room for changes. A server tells of its disk only when something is changed. */
  isDiskFull(): boolean;
  /** Whether the database answers. */
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

type Opened = Omit<Database, 'embedded' | 'db' | 'isReachable'> & { driver: Driver };

interface Place {
  url?: string | undefined;
  /** Whoever owns the tables and migrates them, if that is not whom the server logs in as. */
  migrationUrl?: string | undefined;
  dataDir: string;
}

/** No URL: PostgreSQL embedded in this process, in `dataDir`. A URL: that PostgreSQL server. Migrated either way. */
export async function openDatabase(
  entities: readonly EntityClass<AnyEntity>[],
  { url, migrationUrl, dataDir }: Place,
): Promise<Database> {
  const options = {
    entities: [...entities],
    extensions: [Migrator],
    // Each by itself: a table that one locks for a moment is free again while the next one counts its rows.
    migrations: { migrationsList: migrations, snapshot: false, silent: true, allOrNothing: false },
    // Each saved a quarter of a request or more, and the filters of a joined entity are applied where it is read.
    autoJoinRefsForFilters: false,
    autoJoinOneToOneOwner: false,
  };
  const unlock = url ? undefined : lockDataFolder(dataDir);
  try {
    const {
      em,
      orm,
      driver,
      isDiskFull,
      close: closeOrm,
    } = url ? await openMigratedServer(options, url, migrationUrl) : await openEmbedded(options, dataDir);
    await assertMember(em);
    const db = new Db(openTables(orm.getMetadata()), driver, {
      viewer: SYSTEM,
      session: { role: 'readyroom_app' },
    });
    const close = async () => {
      await closeOrm();
      unlock?.();
    };
    const isReachable = () =>
      em
        .fork()
        .execute('select 1')
        .then(Boolean, () => false);
    return { db, em, orm, embedded: !url, isDiskFull, isReachable, close };
  } catch (error) {
    unlock?.();
    throw error;
  }
}

async function openEmbedded(options: object, dataDir: string): Promise<Opened> {
  const { MikroORM } = await import('@mikro-orm/pglite');
  const disk = openDisk(dataDir);
  disk.assertRoom();
  const pglite = await openEmbeddedPostgreSql(dataDir);
  const orm = await MikroORM.init({ ...options, dbName: dataDir, driverOptions: { pglite } });
  await orm.migrator.up();
  const driver = pgliteDriver(pglite, disk.assertRoom);
  // The ORM leaves an instance that it was given to its owner.
  return {
    em: orm.em,
    orm,
    driver,
    isDiskFull: disk.isFull,
    close: () => orm.close().then(() => pglite.close()),
  };
}

async function openMigratedServer(options: object, url: string, migrationUrl = url): Promise<Opened> {
  const [{ migrateServer }, { openServer }] = await Promise.all([
    import('./postgresql/migrate.ts'),
    import('./postgresql/server.ts'),
  ]);
  await migrateServer(options, migrationUrl);
  return { ...(await openServer(options, url)), isDiskFull: () => false };
}

/** Found at the start, in words, and not with the first caller. */
async function assertMember(em: EntityManager) {
  const [login] = await em
    .fork()
    .execute<{ name: string; may: boolean }[]>(
      "select current_user as name, pg_has_role('readyroom_app', 'member') and pg_has_role('readyroom_directory', 'member') as may",
    );
  if (!login?.may)
    throw new Error(
      `${login?.name} may not act for it in the database. As the owner: grant readyroom_app, readyroom_directory to ${login?.name}`,
    );
}

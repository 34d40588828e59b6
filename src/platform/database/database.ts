import type { AnyEntity, EntityClass } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import type { SqlEntityManager, SqlMikroORM } from '@mikro-orm/sql';
import { SYSTEM } from '../viewer.ts';
import { Db } from './db.ts';
import { lockDataFolder } from './embedded/data-folder.ts';
import { openDisk } from './embedded/disk-space.ts';
import { pgliteDriver } from './embedded/driver.ts';
import { listenTo } from './embedded/listen.ts';
import { openEmbeddedPostgreSql } from './embedded/pglite.ts';
import { type Capacity, inFairTurns } from './fair-driver.ts';
import { migrations } from './migrations/all.ts';
import type { Listen } from './notifications.ts';
import type { Driver } from './sql/driver.ts';
import { openTables } from './sql/table.ts';

export type EntityManager = SqlEntityManager;

export interface Database {
  /** For requests. Returns no rows until `asViewer` sets an organization. */
  db: Db;
  /** For the ORM's own work: migrations and the demo clinic. */
  em: EntityManager;
  orm: SqlMikroORM;
  embedded: boolean;
  listen: Listen;
  /**
   * Whether the embedded database's disk is too full for changes. Always false with a server, which reports a
   * full disk only when a statement fails.
   */
  isDiskFull(): boolean;
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

type Opened = Omit<Database, 'embedded' | 'db' | 'isReachable'> & {
  driver: Driver;
  capacity: Capacity;
};

interface DatabaseLocation {
  url?: string | undefined;
  /** The login that owns and migrates the tables. Defaults to `url`. */
  migrationUrl?: string | undefined;
  /** Where notifications are heard, if `url` leads through a pooler. Defaults to `url`. */
  listenUrl?: string | undefined;
  dataDir: string;
}

/**
 * Opens and migrates the database: the PostgreSQL server at `url`, or else PostgreSQL embedded in this
 * process, which stores its data in `dataDir`.
 */
export async function openDatabase(
  entities: readonly EntityClass<AnyEntity>[],
  { url, migrationUrl, listenUrl, dataDir }: DatabaseLocation,
): Promise<Database> {
  const options = {
    entities: [...entities],
    extensions: [Migrator],
    // One transaction for each migration, so that its locks are released before the next one counts rows.
    migrations: { migrationsList: migrations, snapshot: false, silent: true, allOrNothing: false },
    // Each of these joins cost a quarter of a request or more. They are not needed: the filters of a joined
    // entity are applied where it is read.
    autoJoinRefsForFilters: false,
    autoJoinOneToOneOwner: false,
  };
  const unlock = url ? undefined : lockDataFolder(dataDir);
  try {
    const {
      em,
      orm,
      driver,
      capacity,
      listen,
      isDiskFull,
      close: closeOrm,
    } = url
      ? await openMigratedServer(options, { url, migrationUrl, listenUrl })
      : await openEmbedded(options, dataDir);
    await assertMember(em);
    const db = new Db(openTables(orm.getMetadata()), inFairTurns(driver, capacity), {
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
    return { db, em, orm, embedded: !url, listen, isDiskFull, isReachable, close };
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
  // The ORM does not close an instance that was passed in.
  return {
    em: orm.em,
    orm,
    driver,
    capacity: { connections: 1, isEmbedded: true },
    listen: listenTo(pglite),
    isDiskFull: disk.isFull,
    close: () => orm.close().then(() => pglite.close()),
  };
}

interface Addresses extends Pick<DatabaseLocation, 'migrationUrl' | 'listenUrl'> {
  url: string;
}

async function openMigratedServer(
  options: object,
  { url, migrationUrl = url, listenUrl = url }: Addresses,
): Promise<Opened> {
  const [{ migrateServer }, { openServer }, { listenAt }] = await Promise.all([
    import('./postgresql/migrate.ts'),
    import('./postgresql/server.ts'),
    import('./postgresql/listen.ts'),
  ]);
  await migrateServer(options, migrationUrl);
  return { ...(await openServer(options, url)), listen: listenAt(listenUrl), isDiskFull: () => false };
}

/** Fails at startup, with instructions, if the login lacks the roles. Otherwise every request would fail. */
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

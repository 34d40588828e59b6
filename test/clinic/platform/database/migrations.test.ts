import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '../../../../src/platform/database/migrations/all.ts';
import { useClinic } from '../../../support/clinic.ts';

const clinic = useClinic();

/** What a node of the release before would fail on, while both serve (docs/migrations.md). */
const CONTRACTS =
  /\b(drop (table|column|function|policy)|rename|set not null|alter column \S+ (set data )?type (?!bigint)|revoke)\b|add column (?=.*not null)(?!.*default)/i;
const [, ...later] = globSync('src/platform/database/migrations/2*.ts').toSorted();

test.each([
  ['alter table appointments drop column reason', true],
  ['alter table appointments rename column reason to why', true],
  ['alter table appointments alter column reason type int', true],
  ['alter table appointments alter column id type bigint', false],
  ['alter table appointments alter column reason set not null', true],
  ['alter table appointments add column why text not null', true],
  ["alter table appointments add column why text not null default ''", false],
  ['alter table appointments add column why text', false],
  ['create index why on appointments (reason)', false],
])('"%s" is a contraction: %s', (statement, contracts) => {
  expect(CONTRACTS.test(statement)).toBe(contracts);
});

test.each(later)('%s leaves the release before able to serve', (path) => {
  const source = readFileSync(path, 'utf8');
  if (/static readonly contracts = '\d+\.\d+\.\d+'/.test(source)) return;
  expect(source.split('\n').filter((line) => CONTRACTS.test(line))).toEqual([]);
});

test.each(later)(
  '%s waits for no lock for long, if it changes or references a table that is in use',
  (path) => {
    const source = readFileSync(path, 'utf8');
    const made = [...source.matchAll(/create table "(\w+)"/g)].map(([, name]) => name);
    const changed = [...source.matchAll(/(?:alter table|references|create trigger .*? on) "?([\w${}]+)"?/g)]
      .map(([, name]) => name)
      .filter((name) => !made.includes(name));
    expect([changed, source.includes('addSql(SET_LOCK_TIMEOUT)')]).toEqual([changed, changed.length > 0]);
  },
);

test('every migration is in the list, by its name, and the oldest comes first', () => {
  const files = globSync('src/platform/database/migrations/2*.ts').toSorted();
  expect(migrations.map(({ name }) => name)).toEqual(files.map(nameOf));
});

test('every migration is applied once', async () => {
  const applied = await clinic.em.execute<{ name: string }[]>(
    'select name from mikro_orm_migrations order by id',
  );
  expect(applied.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name));
});

test('the tables, their columns, keys and indexes are as the entities describe them', async () => {
  const changes = await clinic.database.orm.schema.getUpdateSchemaSQL({ wrap: false });
  const statements = changes.split(/;\s*/).filter(Boolean);
  expect(statements.filter((statement) => !MIGRATIONS_ALONE.test(statement))).toEqual([]);
});

/** What no entity describes. */
const MIGRATIONS_ALONE =
  /policy|row level security|trigger|drop function|"telehealth_days"|same_organization|organizations_\w+_check/;

/** `…/20261124000000-waiting-patients.ts` has Migration20261124000000WaitingPatients. */
const nameOf = (path: string) =>
  `Migration${basename(path, '.ts').replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase())}`;

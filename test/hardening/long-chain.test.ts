import { expect, test } from 'vitest';
import { check, headOf, inOrganization, tamper } from '../support/audit-chain.ts';
import { useClinic } from '../support/clinic.ts';

const clinic = useClinic();

/** 100,000 in `npm run test:hardening`. */
const ENTRIES = Number(process.env.CHAIN_ENTRIES ?? 4_000);
/** So many in one commit: more would be slower, each (docs/audit.md). */
const MAX_CONCURRENT = 500;

const entries = {
  kind: 'write' as const,
  text: `insert into audit_entries (org_id, at, actor, action, appointment_id, door, allowed, code, detail, request_id)
    select 1, now(), 'provider-' || n, 'read the audit log', n, 'graphql', n % 2 = 0, null, null, 'request-' || n from generate_series(1, ${MAX_CONCURRENT}) as n`,
  values: [],
  columns: [],
};

/** Put on record as every entry is, by the trigger, which takes an id of its own: of the table's every other one is left. */
async function fill() {
  const db = inOrganization(clinic.database, 1);
  for (let written = 0; written < ENTRIES; written += MAX_CONCURRENT) await db.apply(entries);
}

const entry = (seq: number) => `org_id = 1 and seq = ${seq}`;
const COLUMNS =
  'org_id, at, actor, action, appointment_id, door, allowed, code, detail, request_id, seq, hash';

test(`in a chain of ${ENTRIES} entries each tampering is found at its place`, {
  timeout: 60_000 + ENTRIES * 10,
}, async () => {
  await fill();
  const head = await headOf(clinic.database);
  expect(await check(clinic.database)).toEqual({ count: ENTRIES });
  // From the end to the beginning, as the first place that is wrong is found.
  const places = {
    altered: 0.2 * ENTRIES,
    deleted: 0.3 * ENTRIES,
    swapped: 0.4 * ENTRIES,
    inserted: 0.5 * ENTRIES,
    cut: 0.9 * ENTRIES,
  };
  const { altered, deleted, swapped, inserted, cut } = places;
  const found = () => check(clinic.database, 1, { heads: [head] });

  await tamper(clinic.database, `delete from audit_entries where org_id = 1 and seq >= ${cut}`);
  expect(await found()).toEqual({ kind: 'cut', seq: cut });

  await tamper(
    clinic.database,
    `insert into audit_entries (id, ${COLUMNS}) select id + 1, ${COLUMNS} from audit_entries where ${entry(inserted)}`,
  );
  expect(await found()).toEqual({ kind: 'inserted', seq: inserted });

  await tamper(
    clinic.database,
    `update audit_entries set id = -id where org_id = 1 and seq in (${swapped}, ${swapped + 1})`,
    `update audit_entries as one set id = -(select id from audit_entries as other where org_id = 1 and other.seq = ${2 * swapped + 1} - one.seq) where id < 0`,
  );
  expect(await found()).toEqual({ kind: 'swapped', seq: swapped });

  await tamper(clinic.database, `delete from audit_entries where ${entry(deleted)}`);
  expect(await found()).toEqual({ kind: 'deleted', seq: deleted });

  await tamper(clinic.database, `update audit_entries set actor = actor || ' ' where ${entry(altered)}`);
  expect(await found()).toEqual({ kind: 'altered', seq: altered });
});

import type { ColumnType } from '../../src/platform/database/sql/statement.ts';
import { chainAnew, inOrganization, link, tamper } from './audit-chain.ts';
import type { Clinic } from './clinic.ts';

export const entry = (seq: number, orgId = 1) => `org_id = ${orgId} and seq = ${seq}`;

export const COLUMNS =
  'org_id, at, actor, action, appointment_id, door, allowed, code, detail, request_id, subject';

/** What these tests ask of a clinic. */
export function auditDaysOf(clinic: Clinic) {
  /** Six entries of organization 1 and one of organization 2 in between, all of them chained. */
  async function aDay() {
    const id = await clinic.book();
    await clinic.john.start(id);
    await clinic.stranger.join(id);
    await clinic.jane.join(id);
    await clinic.outsider.start(await clinic.book({ id: 200, orgId: 2, providerId: 61, patientId: 201 }));
    await clinic.john.saveNote(id, { plan: 'Rest' });
    await clinic.jane.end(id);
    await clinic.john.end(id);
    await link(database());
  }
  const database = () => clinic.database;
  const ask = (orgId: number, text: string, columns: Record<string, ColumnType> = {}) =>
    inOrganization(database(), orgId).ask({
      kind: 'read',
      text,
      values: [],
      columns: Object.entries(columns).map(([name, type]) => ({ name: name as never, type })), // whoever asks knows them
    });
  /** Whoever owns the tables makes the whole chain again from what is there now, its head as well: nothing inside the database tells. */
  const chainEverythingAnew = async () => tamper(database(), ...chainAnew(database()));
  return { aDay, database, ask, chainEverythingAnew };
}

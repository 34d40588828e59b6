import { Migration } from '@mikro-orm/migrations';
import { SET_LOCK_TIMEOUT } from './statements/lock-timeout.ts';

/**
 * Records which patients wait for which visit. It only adds a table, so the previous release keeps working.
 */
export class Migration20261124000000WaitingPatients extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    for (const statement of waitingPatients) this.addSql(statement);
  }
}

const waitingPatients = [
  'create table "waiting_patients" ("appointment_id" int not null, "org_id" int not null, "patient_id" int not null, "since" timestamptz(3) not null, "seen_at" timestamptz(3) not null, primary key ("appointment_id"))',
  'alter table "waiting_patients" add constraint "waiting_patients_appointment_id_foreign" foreign key ("appointment_id") references "appointments" ("id") on update no action on delete no action',
  'alter table "waiting_patients" add constraint "waiting_patients_org_id_foreign" foreign key ("org_id") references "organizations" ("id")',
  'alter table "waiting_patients" add constraint "waiting_patients_patient_id_foreign" foreign key ("patient_id") references "patients" ("id")',
];

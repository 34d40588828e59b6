import { Migration } from '@mikro-orm/migrations';
import { SET_LOCK_TIMEOUT } from './statements/lock-timeout.ts';

/** Counts the changes of each appointment, by our statements and by the EHR's own. */
export class Migration20261130200100AppointmentVersion extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    for (const statement of version) this.addSql(statement);
  }
}

const version = [
  'alter table appointments add column "version" int not null default 1',
  `create function count_appointment_change() returns trigger language plpgsql as $$
   begin
     new.version := old.version + 1;
     return new;
   end $$`,
  // A statement that changes nothing is no change, such as an EHR's that repeats what it has said.
  'create trigger appointments_version before update on appointments for each row when (old.* is distinct from new.*) execute function count_appointment_change()',
];

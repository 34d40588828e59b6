import { Migration } from '@mikro-orm/migrations';
import { SET_LOCK_TIMEOUT } from './statements/lock-timeout.ts';

/** Keeps who is in the practice room now, and when the patient last asked to be let in. */
export class Migration20261201210000RoomPresences extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    for (const statement of roomPresences) this.addSql(statement);
  }
}

const roomPresences = [
  'create table "room_presences" ("session_id" bigint not null, "identity" text not null, "appointment_id" int not null, "org_id" int not null, "seen_at" timestamptz(3) not null, "left_at" timestamptz(3) null, primary key ("session_id", "identity"))',
  'create index "room_presences_appointment_id_index" on "room_presences" ("appointment_id")',
  // It locks the appointments before the sessions, as their trigger does, so that the two cannot deadlock.
  'alter table "room_presences" add constraint "room_presences_appointment_id_foreign" foreign key ("appointment_id") references "appointments" ("id") on delete cascade',
  'alter table "room_presences" add constraint "room_presences_session_id_foreign" foreign key ("session_id") references "telehealth_sessions" ("id") on delete cascade',
  'alter table "room_presences" add constraint "room_presences_org_id_foreign" foreign key ("org_id") references "organizations" ("id")',
  'alter table room_presences enable row level security',
  'alter table room_presences force row level security',
  `create policy own_organization on room_presences to readyroom_app using (org_id = nullif(current_setting('app.org_id', true), '')::int)`,
  'grant select, insert, update on room_presences to readyroom_app',
  'alter table telehealth_sessions add column patient_last_joined_at timestamptz(3) null',
];

import { Migration } from '@mikro-orm/migrations';
import { SET_LOCK_TIMEOUT } from './statements/lock-timeout.ts';

/** Keeps the name under which an older client opened a visit without an appointment. The same name opens it once. */
export class Migration20261201300000OnDemandRooms extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    this.addSql('alter table appointments add column if not exists "room_name" text null');
    this.addSql(
      'create unique index if not exists "appointments_room_name" on "appointments" ("org_id", "room_name") where room_name is not null',
    );
  }
}

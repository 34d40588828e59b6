import { Migration } from '@mikro-orm/migrations';
import { SET_LOCK_TIMEOUT } from './statements/lock-timeout.ts';

/** An organization's time zone, phone and language. It only adds columns, so the previous release keeps working. */
export class Migration20261201100300WhereOrganizationsAre extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    for (const statement of [...columns, ...checks]) this.addSql(statement);
    this.addSql('grant update (time_zone, phone, language) on organizations to readyroom_app');
  }
}

const columns = [
  `alter table organizations add column "time_zone" text not null default 'UTC'`,
  'alter table organizations add column "phone" text null',
  `alter table organizations add column "language" text not null default 'en'`,
];

const checks = [
  // The name of a place, because EST and +05:30 do not know when clocks change. `timezone` throws on unknown names.
  `alter table organizations add constraint organizations_time_zone_check
     check ((time_zone = 'UTC' or time_zone like '%/%') and timezone(time_zone, timestamptz 'epoch') is not null)`,
  `alter table organizations add constraint organizations_phone_check check (phone ~ '^\\+[1-9][0-9]{6,14}$')`,
  `alter table organizations add constraint organizations_language_check check (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$')`,
];

import { Migration } from '@mikro-orm/migrations';
import { SET_LOCK_TIMEOUT } from './statements/lock-timeout.ts';

/**
 * Keeps which record an account at an issuer was linked to when it was first seen (docs/decisions/0021). It
 * only adds a table, so the previous release keeps working. The foreign keys lock the tables of people for a
 * moment.
 */
export class Migration20261130010000LinkedAccounts extends Migration {
  override up() {
    this.addSql(SET_LOCK_TIMEOUT);
    for (const statement of linkedAccounts) this.addSql(statement);
  }
}

const linkedAccounts = [
  'create table "linked_accounts" ("subject" text not null, "issuer" text not null, "org_id" int not null, "role" text not null, "provider_id" int null, "patient_id" int null, "administrator_id" int null, "email" text not null, "linked_at" timestamptz(3) not null, primary key ("subject", "issuer", "org_id", "role"))',
  'create index "linked_accounts_provider_id_index" on "linked_accounts" ("provider_id")',
  'create index "linked_accounts_patient_id_index" on "linked_accounts" ("patient_id")',
  'create index "linked_accounts_administrator_id_index" on "linked_accounts" ("administrator_id")',
  'alter table "linked_accounts" add constraint "linked_accounts_org_id_foreign" foreign key ("org_id") references "organizations" ("id")',
  'alter table "linked_accounts" add constraint "linked_accounts_provider_id_foreign" foreign key ("provider_id") references "providers" ("id") on delete cascade',
  'alter table "linked_accounts" add constraint "linked_accounts_patient_id_foreign" foreign key ("patient_id") references "patients" ("id") on delete cascade',
  'alter table "linked_accounts" add constraint "linked_accounts_administrator_id_foreign" foreign key ("administrator_id") references "administrators" ("id") on delete cascade',
  `alter table "linked_accounts" add constraint "linked_accounts_role_check" check ("role" in ('PROVIDER', 'PATIENT', 'ADMIN'))`,
  'alter table linked_accounts enable row level security',
  'alter table linked_accounts force row level security',
  `create policy own_organization on linked_accounts to readyroom_app using (org_id = nullif(current_setting('app.org_id', true), '')::int)`,
  // A caller is identified before their organization is known.
  'create policy every_organization on linked_accounts to readyroom_directory using (true)',
  'grant select, delete on linked_accounts to readyroom_app',
  'grant select, insert, update on linked_accounts to readyroom_directory',
];

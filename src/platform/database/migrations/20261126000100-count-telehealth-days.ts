import { Migration } from '@mikro-orm/migrations';

/** Counts the visits that were there before. By itself, so that no lock of the migration before is held meanwhile. */
export class Migration20261126000100CountTelehealthDays extends Migration {
  override up() {
    this.addSql('select recount_telehealth_days()');
    this.addSql('analyze telehealth_days');
  }
}

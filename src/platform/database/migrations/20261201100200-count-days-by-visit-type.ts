import { Migration } from '@mikro-orm/migrations';

/** Counts the earlier visits of other types. A migration of its own, so that it holds no lock of the one before. */
export class Migration20261201100200CountDaysByVisitType extends Migration {
  override up() {
    this.addSql('select recount_telehealth_days()');
    this.addSql('analyze telehealth_days');
  }
}

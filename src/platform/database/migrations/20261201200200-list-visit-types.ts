import { Migration } from '@mikro-orm/migrations';

/**
 * The organization's list of visit types by itself, so that a statement over many appointments reads it once.
 * It only adds a function, so the previous release keeps working.
 */
export class Migration20261201200200ListVisitTypes extends Migration {
  override up() {
    this.addSql(listedTypes);
    this.addSql(isTelehealth);
  }
}

/** Folded, and empty if the list is broken: one that the settings' door would refuse (src/organizations/setting-kinds.ts). */
const listedTypes = `create function listed_visit_types(org_id integer) returns text[] language sql stable parallel safe as $$
  select coalesce(array_agg(fold_visit_type(one)), '{}')
  from org_config as own, unnest(string_to_array(own.config_value, ',')) as one
  where own.org_id = listed_visit_types.org_id and own.config_key = 'visit.telehealth_types'
    and own.config_value ~ '^ *[^ [:cntrl:],][^[:cntrl:],]{0,99}(, *[^ [:cntrl:],][^[:cntrl:],]{0,99}){0,49}$'
$$`;

const isTelehealth = `create or replace function is_telehealth(org_id integer, visit_type text) returns boolean
  language plpgsql stable parallel safe as $$
  begin
    return names_video(visit_type) or fold_visit_type(visit_type) = any(listed_visit_types(org_id));
  end $$`;

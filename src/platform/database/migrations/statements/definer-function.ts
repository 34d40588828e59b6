/**
 * Lets the owner see every organization until the transaction ends. It is no clause of the function: only a
 * superuser may write `set` of a setting of our own into a function.
 */
const SEE_EVERYTHING = `set_config('app.every_organization', 'on', true)`;

/**
 * Statements that make or replace a function for the server's role. It works as the tables' owner, in every
 * organization, so the role itself needs no privileges for what it does.
 * `enable_seqscan = off`: a plan that a session made while the table was empty would scan it from end to end.
 */
export function definerFunction(
  signature: string,
  { declare = '', body }: { declare?: string; body: string },
) {
  const name = signature.replace(/\) returns .*/, ')');
  return [
    `create or replace function ${signature} language plpgsql security definer set enable_seqscan = off as $$
     ${declare && `declare ${declare}`}
     begin
       perform ${SEE_EVERYTHING};
       ${body}
     end $$`,
    `do $$ begin
       execute format('alter function ${name} set search_path = pg_catalog, %I, pg_temp', current_schema());
     end $$`,
    `revoke all on function ${name} from public`,
    `grant execute on function ${name} to readyroom_app`,
  ];
}

/**
 * An entry's hash as an SQL expression. It is the SHA-256 of the previous hash (32 bytes, zeros for the first
 * entry) followed by the entry's fields as a JSON array in UTF-8, without spaces, exactly as `JSON.stringify`
 * writes it. The subject is the last field, unless it is null: entries had none when the first migrations
 * chained them. src/audit/link-after.ts is the same in TypeScript, to verify this one.
 */
export const linkAfter = (
  previous: string,
  entry: string,
  { seq = `${entry}.seq`, id = `${entry}.id`, subject = '' } = {},
) => `sha256(${previous} || convert_to(concat(
  '[', ${seq}, ',', ${id}, ',', ${entry}.org_id,
  ',"', to_char(${entry}.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '",', to_json(${entry}.actor), ',', to_json(${entry}.action),
  ',', coalesce(${entry}.appointment_id::text, 'null'), ',', to_json(${entry}.door), ',', ${entry}.allowed::text,
  ',', coalesce(to_json(${entry}.code)::text, 'null'), ',', coalesce(to_json(${entry}.detail)::text, 'null'),
  ',', to_json(${entry}.request_id)${subject && `, ',' || to_json(${subject})::text`}, ']'), 'UTF8'))`;

/**
 * An entry's hash, in SQL: SHA-256 of the hash before it (32 bytes; zeros before the first) and of its fields as a JSON array without
 * spaces, in UTF-8, exactly as JSON.stringify writes it. src/audit/link-after.ts says the same in another language, to check this one.
 */
export const linkAfter = (
  previous: string,
  entry: string,
  { seq = `${entry}.seq`, id = `${entry}.id` } = {},
) => `sha256(${previous} || convert_to(concat(
  '[', ${seq}, ',', ${id}, ',', ${entry}.org_id,
  ',"', to_char(${entry}.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '",', to_json(${entry}.actor), ',', to_json(${entry}.action),
  ',', coalesce(${entry}.appointment_id::text, 'null'), ',', to_json(${entry}.door), ',', ${entry}.allowed::text,
  ',', coalesce(to_json(${entry}.code)::text, 'null'), ',', coalesce(to_json(${entry}.detail)::text, 'null'),
  ',', to_json(${entry}.request_id), ']'), 'UTF8'))`;

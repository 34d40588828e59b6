/** The organization of the session, as row-level security knows it. */
const HERE = `nullif(current_setting('app.org_id', true), '')::int`;

/**
 * `is_telehealth(org_id, visit_type)`, which decides whether a visit is by video. Within an organization the
 * statement reads the organization's list once instead of once for each row, which takes four times as long.
 */
export const telehealthColumn = (orgId = '', visitType = '') =>
  `case when ${orgId} = ${HERE} then names_video(${visitType})` +
  ` or fold_visit_type(${visitType}) = any((select listed_visit_types(${HERE}))::text[])` +
  ` else is_telehealth(${orgId}, ${visitType}) end`;

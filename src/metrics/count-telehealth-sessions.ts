import { BadUserInput } from '../platform/refusals.ts';
import { view } from '../platform/use-case.ts';
import { isAdmin, isStaff, type Viewer } from '../platform/viewer.ts';

export interface MetricsRequest {
  /** First and last day, inclusive, as yyyy-mm-dd. */
  from: string;
  to: string;
  interval: 'day' | 'week' | 'month';
  /**
   * Counts one provider's visits. Providers who are not admins may only ask for their own, which is their
   * default.
   */
  providerId?: number | undefined;
}

interface Period {
  period: string;
  totalSessions: number;
  avgDurationMinutes: number;
}

/**
 * Counts the organization's completed video visits per period of their scheduled day in the clinic's calendar,
 * newest first. It gives the same results as the documented query where all have the type that it names.
 */
export const countTelehealthSessions = view({
  action: 'see telehealth metrics',
  subject: (ctx, request: MetricsRequest) => whoseNumbers(ctx.viewer, request),
  allow: (viewer, { providerId }) => isAdmin(viewer) || (isStaff(viewer) && providerId === viewer.providerId),
  async read({ db, viewer }, { providerId }, { from, to, interval }): Promise<Period[]> {
    if (from > to) throw new BadUserInput('from must not be after to', ['from']);
    return db.ask<Period>({
      kind: 'read',
      text: SQL,
      values: [interval, viewer.orgId, providerId === undefined, providerId ?? 0, from, to],
      columns,
    });
  },
});

const whoseNumbers = (viewer: Viewer, { providerId }: MetricsRequest) => ({
  providerId: providerId ?? (isAdmin(viewer) ? undefined : viewer.providerId),
});

const columns = [
  { name: 'period', type: 'text' },
  { name: 'totalSessions', type: 'number' },
  { name: 'avgDurationMinutes', type: 'number' },
] as const;

// Reads daily sums of every visit type, which triggers maintain on every change of an appointment
// (docs/decisions/0015), and asks of each type once whether it is by video. `having` drops scales without visits
// left, because their zero minutes would still add digits to the average.
const SQL = `
  with days as materialized (
    select day, scale, visit_type, sum(sessions) as sessions, sum(minutes) as minutes
    from telehealth_days
    where org_id = $2 and everyone = $3 and provider_id = $4 and day between $5 and $6
    group by day, scale, visit_type having sum(sessions) <> 0)
  select to_char(date_trunc($1, day::timestamp), 'YYYY-MM-DD') as period,
         sum(sessions) as "totalSessions",
         sum(minutes) / sum(sessions) as "avgDurationMinutes"
  from days
  join (select visit_type, is_telehealth($2, visit_type) as by_video from (select distinct visit_type from days) as types) as types
    using (visit_type)
  where by_video
  group by period
  order by period desc`;

import { BadUserInput } from '../platform/errors.ts';
import { view } from '../platform/use-case.ts';
import { isAdmin, isStaff, type Viewer } from '../platform/viewer.ts';

export interface MetricsRequest {
  /** First and last day, as yyyy-mm-dd, both counted. */
  from: string;
  to: string;
  interval: 'day' | 'week' | 'month';
  /** One provider's; a provider who is no admin gets their own. */
  providerId?: number | undefined;
  appointmentId?: number;
}

interface Period {
  period: string;
  totalSessions: number;
  avgDurationMinutes: number;
}

/** Completed telehealth visits by period of their scheduled day, newest first: the documented query, for one organization. */
export const countTelehealthSessions = view({
  action: 'see telehealth metrics',
  subject: (ctx, request: MetricsRequest) => whoseNumbers(ctx.viewer, request),
  allow: (viewer, { providerId }) => isAdmin(viewer) || (isStaff(viewer) && providerId === viewer.providerId),
  async read({ em, viewer }, { providerId }, { from, to, interval }): Promise<Period[]> {
    if (from > to) throw new BadUserInput('from must not be after to');
    const rows: Period[] = await em.execute(SQL, [interval, viewer.orgId, from, to, providerId ?? null, providerId ?? null]);
    return rows.map((row) => ({
      period: row.period,
      totalSessions: Number(row.totalSessions),
      avgDurationMinutes: Number(row.avgDurationMinutes),
    }));
  },
});

const whoseNumbers = (viewer: Viewer, { providerId }: MetricsRequest) => ({
  providerId: providerId ?? (isAdmin(viewer) ? undefined : viewer.providerId),
});

const SQL = `
  select to_char(date_trunc(?, appointment_start_date), 'YYYY-MM-DD') as period,
         count(*) as "totalSessions",
         avg(extract(epoch from (appointment_end_time - appointment_start_time)) / 60) as "avgDurationMinutes"
  from appointments
  where visit_type = 'Telehealth' and status = 'COMPLETED'
    and org_id = ? and appointment_start_date between ? and ?
    and (?::int is null or provider_id = ?)
  group by period
  order by period desc`;

import { expect } from 'vitest';
import type { Clinic } from './clinic.ts';
import type { Person } from './people/person.ts';

const INTERVALS = ['day', 'week', 'month'] as const;
const SHOWN = `query ($interval: MetricsInterval, $providerId: ID) {
  telehealthMetrics(from: "2020-01-01", to: "2030-12-31", interval: $interval, providerId: $providerId) { period totalSessions avgDurationMinutes }
}`;

type Interval = (typeof INTERVALS)[number];
interface Usage {
  telehealthMetrics: { period: string; totalSessions: number; avgDurationMinutes: number }[];
}

/** What admins see of either practice and of each provider is, to the digit, what the document's query says of the appointments. */
export async function expectUsageAsDocumented(clinic: Clinic) {
  const everyone: [admin: Person, orgId: number, providerId?: number][] = [
    [clinic.admin, 1],
    [clinic.admin, 1, 45],
    [clinic.admin, 1, 46],
    [clinic.otherAdmin, 2],
    [clinic.otherAdmin, 2, 61],
  ];
  for (const [admin, orgId, providerId] of everyone)
    for (const interval of INTERVALS)
      expect(await shown(admin, interval, providerId)).toEqual(
        await documented(clinic, { interval, orgId, providerId }),
      );
}

async function shown(admin: Person, interval: Interval, providerId?: number) {
  const { data } = await admin.graphql<Usage>(SHOWN, { interval: interval.toUpperCase(), providerId });
  return data?.telehealthMetrics.map(({ period, totalSessions, avgDurationMinutes }) => [
    period,
    totalSessions,
    avgDurationMinutes,
  ]);
}

/** The query of the document, for one organization or provider, any interval, and any word for video. */
async function documented(
  { em }: Clinic,
  { interval, orgId, providerId }: { interval: Interval; orgId: number; providerId?: number | undefined },
) {
  const rows = await em.execute<{ period: string; total_sessions: string; avg_duration_minutes: string }[]>(
    `SELECT to_char(DATE_TRUNC('${interval}', appointment_start_date), 'YYYY-MM-DD') as period,
       COUNT(*) as total_sessions,
       AVG(EXTRACT(EPOCH FROM (appointment_end_time - appointment_start_time))/60) as avg_duration_minutes
     FROM appointments
     WHERE is_telehealth(org_id, visit_type) AND status = 'COMPLETED' AND org_id = ${orgId} AND provider_id = ${providerId ?? 'provider_id'}
     GROUP BY period ORDER BY period DESC`,
  );
  return rows.map((row) => [row.period, Number(row.total_sessions), Number(row.avg_duration_minutes)]);
}

import { type MetricsInterval, useTelehealthMetricsQuery } from '../gql/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { useAdminLocale } from '../words/admin.tsx';
import { BarChart } from './BarChart.tsx';
import { periodName, shortPeriodName } from './period-names.ts';
import { periodsBetween } from './periods.ts';
import { UsageFigures } from './UsageFigures.tsx';
import { UsageTable } from './UsageTable.tsx';

interface Props {
  from: string;
  to: string;
  interval: MetricsInterval;
}

/** The usage of a time range: totals, charts and a table. */
export function UsageReport({ from, to, interval }: Props) {
  const { language, words } = useAdminLocale();
  const [{ data, error }, refetch] = useTelehealthMetricsQuery({ variables: { from, to, interval } });
  if (error && !data)
    return <ErrorNotice error={error} refetch={() => refetch({ requestPolicy: 'network-only' })} />;
  if (!data) return <Loading />;

  // The answer has no periods without visits, but the charts show them.
  const periods = periodsBetween(from, to, interval).map((period) => {
    const found = data.telehealthMetrics.find((one) => one.period === period);
    const sessions = found?.totalSessions ?? 0;
    return {
      name: periodName(period, interval, language),
      shortName: shortPeriodName(period, interval, language),
      sessions,
      minutes: sessions * (found?.avgDurationMinutes ?? 0),
    };
  });
  const sum = (what: 'sessions' | 'minutes') => periods.reduce((total, period) => total + period[what], 0);
  const total = { sessions: sum('sessions'), minutes: sum('minutes') };
  if (total.sessions === 0)
    return (
      <div className="card">
        <p>{words.usage.none}</p>
        <p className="soft small">{words.usage.noneHelp}</p>
      </div>
    );

  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  return (
    <>
      <UsageFigures total={total} />
      <div className="charts">
        {(['sessions', 'minutes'] as const).map((what) => {
          const most = periods.reduce((highest, period) => (period[what] > highest[what] ? period : highest));
          return (
            <section key={what} className="card">
              <h2>{words.usage[what]}</h2>
              <BarChart
                bars={periods.map((period) => ({ ...period, value: period[what] }))}
                chartSummary={words.usage.chartSummary(
                  words.usage[what],
                  number.format(total[what]),
                  number.format(most[what]),
                  most.name,
                )}
                number={number}
              />
            </section>
          );
        })}
      </div>
      <UsageTable periods={[...periods].reverse()} />
    </>
  );
}

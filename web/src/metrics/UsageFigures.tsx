import { useAdminLocale } from '../words/admin.tsx';
import { averageIn, type Usage } from './usage.ts';

/** The totals of the whole time range. */
export function UsageFigures({ total }: { total: Usage }) {
  const { language, words } = useAdminLocale();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const figures = [
    [words.usage.sessions, number.format(total.sessions)],
    [words.usage.minutes, number.format(total.minutes)],
    [words.usage.average, averageIn(total, language)],
  ];
  return (
    <section aria-label={words.usage.total}>
      <dl className="figures">
        {figures.map(([name, value]) => (
          <div key={name} className="card">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

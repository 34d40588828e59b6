import { TableBox } from '../ui/TableBox.tsx';
import { useAdminLocale } from '../words/admin.tsx';
import { averageIn, type Usage } from './usage.ts';

/** The numbers behind the charts. */
export function UsageTable({ periods }: { periods: (Usage & { name: string })[] }) {
  const {
    language,
    words: { usage: words },
  } = useAdminLocale();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  return (
    <section className="usage-table stack">
      <h2>{words.table}</h2>
      <TableBox name={words.table}>
        <thead>
          <tr>
            {[words.period, words.sessions, words.minutes, words.average].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {periods.map((period) => (
            <tr key={period.name}>
              <th scope="row">{period.name}</th>
              <td>{number.format(period.sessions)}</td>
              <td>{number.format(period.minutes)}</td>
              <td>{averageIn(period, language)}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </section>
  );
}

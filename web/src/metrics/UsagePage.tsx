import { useSearchParams } from 'wouter';
import type { MetricsInterval } from '../gql/hooks.ts';
import { useViewer } from '../people/viewer.tsx';
import { DateRange } from '../ui/DateRange.tsx';
import { formatDay, parseDay } from '../ui/day.ts';
import { Page } from '../ui/Page.tsx';
import { formEntries, useFormFromUrl } from '../ui/use-form-from-url.ts';
import { useAdminLocale } from '../words/admin.tsx';
import { defaultStart, MAX_PERIODS, periodsBetween } from './periods.ts';
import { UsageReport } from './UsageReport.tsx';
import './usage.css';

const INTERVALS: MetricsInterval[] = ['MONTH', 'WEEK', 'DAY'];

/** The number and length of video visits: the organization's for admins, their own for providers. */
export default function UsagePage() {
  const { language, words } = useAdminLocale();
  const { roles, organization } = useViewer();
  // The choice is in the address, so that people can send a link to a view.
  const [params, setParams] = useSearchParams();
  const interval = INTERVALS.find((one) => one === params.get('by')) ?? 'MONTH';
  const to = parseDay(params.get('to')) ?? formatDay(new Date());
  const from = parseDay(params.get('from')) ?? defaultStart(to, interval);
  const form = useFormFromUrl(new URLSearchParams({ from, to }).toString());

  const isTooLong = periodsBetween(from, to, interval).length > MAX_PERIODS;
  const tooMany = isTooLong
    ? words.usage.tooMany(new Intl.NumberFormat(language).format(MAX_PERIODS))
    : undefined;
  const problem = from > to ? words.wrongOrder : tooMany;

  return (
    <Page title={words.usage.title}>
      <p className="soft">
        {roles.includes('ADMIN') ? words.usage.ofAll(organization.name) : words.usage.ofOwn}
      </p>
      <form
        ref={form}
        className="card usage-choice"
        onSubmit={(event) => {
          event.preventDefault();
          setParams(formEntries(event.currentTarget));
        }}
      >
        <fieldset className="toggle">
          <legend>{words.usage.interval}</legend>
          {INTERVALS.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="by"
                value={one}
                checked={one === interval}
                onChange={() =>
                  setParams((now) => [...now].filter(([name]) => name !== 'by').concat([['by', one]]))
                }
              />
              <span>{words.usage.intervals[one]}</span>
            </label>
          ))}
        </fieldset>
        <DateRange required problem={problem} />
        <div className="row">
          <button type="submit" className="button primary">
            {words.show}
          </button>
          {(params.has('from') || params.has('to')) && (
            <button type="button" className="button quiet" onClick={() => setParams({ by: interval })}>
              {words.usage.usual}
            </button>
          )}
        </div>
      </form>
      {!problem && <UsageReport key={`${interval} ${from} ${to}`} from={from} to={to} interval={interval} />}
    </Page>
  );
}

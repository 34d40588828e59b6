import { useSearchParams } from 'wouter';
import type { MetricsInterval } from '../gql/hooks.ts';
import { useViewer } from '../people/viewer.tsx';
import { DateRange } from '../ui/DateRange.tsx';
import { dayText, knownDay } from '../ui/day.ts';
import { Page } from '../ui/Page.tsx';
import { filledIn, useFilledForm } from '../ui/use-filled-form.ts';
import { useAdminSpeech } from '../words/admin.ts';
import { MOST_PERIODS, periodsBetween, usualStart } from './periods.ts';
import { UsageReport } from './UsageReport.tsx';
import './usage.css';

const INTERVALS: MetricsInterval[] = ['MONTH', 'WEEK', 'DAY'];

/** How many visits there were by video, and how long: the organization's for admins, their own for providers. */
export default function UsagePage() {
  const { language, words } = useAdminSpeech();
  const { roles, organization } = useViewer();
  // What is chosen is in the address, so that a view can be sent on.
  const [params, setParams] = useSearchParams();
  const interval = INTERVALS.find((one) => one === params.get('by')) ?? 'MONTH';
  const to = knownDay(params.get('to')) ?? dayText(new Date());
  const from = knownDay(params.get('from')) ?? usualStart(to, interval);
  const form = useFilledForm(new URLSearchParams({ from, to }).toString());

  const isTooLong = periodsBetween(from, to, interval).length > MOST_PERIODS;
  const tooMany = isTooLong
    ? words.usage.tooMany(new Intl.NumberFormat(language).format(MOST_PERIODS))
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
          setParams(filledIn(event.currentTarget));
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
              {words.usage.intervals[one]}
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

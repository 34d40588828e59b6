import { addDays, parseDay } from '../ui/day.ts';
import { useWords } from '../words/portal.ts';

interface Props {
  /** yyyy-mm-dd, as is `today`. */
  day: string;
  today: string;
  onChoose: (day: string) => void;
}

/** Goes from day to day, or to any. */
export function DayChoice({ day, today, onChoose }: Props) {
  const { day: words } = useWords();
  return (
    <div className="row days">
      <button type="button" className="button" onClick={() => onChoose(addDays(day, -1))}>
        {words.previous}
      </button>
      <button type="button" className="button" disabled={day === today} onClick={() => onChoose(today)}>
        {words.today}
      </button>
      <button type="button" className="button" onClick={() => onChoose(addDays(day, 1))}>
        {words.following}
      </button>
      <input
        type="date"
        aria-label={words.choose}
        min="2000-01-01"
        max="2100-12-31"
        required
        value={day}
        onChange={({ target }) => target.validity.valid && onChoose(parseDay(target.value) ?? day)}
      />
    </div>
  );
}

import { useId } from 'react';
import { useAdminLocale } from '../words/admin.tsx';

/** Two form fields for the first and the last day of a time range, with the problem they have. */
export function DateRange({
  required = false,
  problem,
}: {
  required?: boolean;
  problem: string | undefined;
}) {
  const { words } = useAdminLocale();
  const id = useId();
  const field = {
    type: 'date',
    // Without a maximum the field takes years of five and six digits.
    max: '9999-12-31',
    required,
    'aria-invalid': Boolean(problem),
    'aria-describedby': problem && id,
  };
  return (
    <>
      <label className="field">
        <span>{words.from}</span>
        <input {...field} name="from" />
      </label>
      <label className="field">
        <span>{words.to}</span>
        <input {...field} name="to" />
      </label>
      {problem && (
        <p id={id} role="alert" className="notice warn">
          {problem}
        </p>
      )}
    </>
  );
}

import { useId } from 'react';
import { useAdminSpeech } from '../words/admin.ts';

/** The first and the last day of a time, both counted, as two fields of a form; and what is wrong with them. */
export function DateRange({
  required = false,
  problem,
}: {
  required?: boolean;
  problem: string | undefined;
}) {
  const { words } = useAdminSpeech();
  const id = useId();
  const field = {
    type: 'date',
    // Later years have five digits, which nothing but a slip of the finger asks for.
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

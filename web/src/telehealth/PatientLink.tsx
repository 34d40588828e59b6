import { useState } from 'react';
import { useCreatePatientLinkMutation } from '../gql/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { durationOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import type { Visit } from './visit.ts';

/** Copies a link that admits the patient without signing in. The provider sends it to them alone. */
export function PatientLink({ visit }: { visit: Visit }) {
  const { language, words: all } = useLocale();
  const words = all.console;
  const [{ error, fetching }, createLink] = useCreatePatientLinkMutation();
  const [copied, setCopied] = useState<number>();
  const [shown, show] = useState<string>();

  const copy = async () => {
    setCopied(undefined);
    const { data } = await createLink({ appointmentId: visit.id, identity: `patient-${visit.patient.id}` });
    if (!data) return;
    const { meetingUrl: link, expiresIn } = data.joinTelehealth;
    await navigator.clipboard.writeText(link).then(
      () => setCopied(expiresIn),
      () => show(link),
    );
  };

  return (
    <>
      <button type="button" className="button" disabled={fetching} onClick={copy}>
        {words.copyLink}
      </button>
      <div role="status" className="link-status">
        {copied !== undefined && (
          <p className="notice good small">{words.copied(durationOf(copied, language))}</p>
        )}
        {shown && (
          <label className="field">
            <span>{words.copyFailed}</span>
            <input readOnly value={shown} aria-label={words.link} onFocus={({ target }) => target.select()} />
          </label>
        )}
        {error && <ErrorNotice error={error} />}
      </div>
    </>
  );
}

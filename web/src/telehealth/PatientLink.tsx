import { useState } from 'react';
import { useCreatePatientLinkMutation } from '../gql/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { useWords } from '../words/portal.ts';
import type { Visit } from './VisitPage.tsx';

/** A link that lets the patient in without signing in, to be sent to them and to nobody else. */
export function PatientLink({ visit }: { visit: Visit }) {
  const { console: words } = useWords();
  const [{ error, fetching }, createLink] = useCreatePatientLinkMutation();
  const [copied, setCopied] = useState(false);
  const [shown, show] = useState<string>();

  const copy = async () => {
    setCopied(false);
    const { data } = await createLink({ appointmentId: visit.id, identity: `patient-${visit.patient.id}` });
    if (!data) return;
    const link = data.joinTelehealth.meetingUrl;
    await navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => show(link),
    );
  };

  return (
    <>
      <button type="button" className="button" disabled={fetching} onClick={copy}>
        {words.copyLink}
      </button>
      <div role="status" className="link-status">
        {copied && <p className="notice good small">{words.copied}</p>}
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

import { useEffect, useState } from 'react';
import { useCreatePatientLinkMutation } from '../gql/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { durationOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import type { Visit } from './visit.ts';

/** Long enough to read the sentence. It lies over the page, which does not move. */
const SHOWN_MS = 5_000;
/** Visits run late, and a link that expires during the visit has no way back. */
const BEYOND_END_S = 3_600;

/** Copies a link that admits the patient without signing in. The provider sends it to them alone. */
export function PatientLink({ visit }: { visit: Visit }) {
  const { language, words: all } = useLocale();
  const words = all.console;
  const [{ error, fetching }, createLink] = useCreatePatientLinkMutation();
  const [copied, setCopied] = useState<{ seconds: number }>();
  const [shown, show] = useState<string>();
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    setCopied(undefined);
    show(undefined);
    const { data } = await createLink({
      appointmentId: visit.id,
      identity: `patient-${visit.patient.id}`,
      ttlSeconds: BEYOND_END_S + Math.max(0, secondsUntil(visit.endsAt)),
    });
    if (!data) return;
    const { meetingUrl: link, expiresIn } = data.joinTelehealth;
    if (await copyText(link)) setCopied({ seconds: expiresIn });
    else show(link);
  };

  return (
    <>
      <button type="button" className="button" disabled={fetching} onClick={copy}>
        {words.copyLink}
      </button>
      <div role="status" className="link-status">
        {copied && <p className="notice good small">{words.copied(durationOf(copied.seconds, language))}</p>}
        {shown && (
          <div className="notice">
            <label className="field">
              <span>{words.copyFailed}</span>
              <input
                readOnly
                value={shown}
                aria-label={words.link}
                onFocus={({ target }) => target.select()}
              />
            </label>
            <div>
              <button type="button" className="button" onClick={() => show(undefined)}>
                {words.hideLink}
              </button>
            </div>
          </div>
        )}
        {error && <ErrorNotice error={error} />}
      </div>
    </>
  );
}

const secondsUntil = (at: string) => Math.round((new Date(at).getTime() - Date.now()) / 1_000);

/** Whether the text is in the clipboard. Pages over plain HTTP have none, and Safari may refuse it. */
async function copyText(text: string) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

import { useState } from 'react';
import { useCreatePatientLinkMutation } from '../gql/hooks.ts';
import { useAnnounce } from '../ui/Announcer.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { useToast } from '../ui/Toasts.tsx';
import { durationOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import type { Visit } from './visit.ts';

/** Long enough to read the sentence. */
const SHOWN_S = 5;
/** Visits run late, and a link that expires during the visit has no way back. */
const BEYOND_END_S = 3_600;

/** Copies a link that admits the patient without signing in. The provider sends it to them alone. */
export function PatientLink({ visit }: { visit: Visit }) {
  const { language, words: all } = useLocale();
  const words = all.console;
  const [{ error, fetching }, createLink] = useCreatePatientLinkMutation();
  const [shown, show] = useState<string>();
  const toast = useToast();
  const announce = useAnnounce();

  const copy = async () => {
    show(undefined);
    const { data } = await createLink({
      appointmentId: visit.id,
      identity: `patient-${visit.patient.id}`,
      ttlSeconds: BEYOND_END_S + Math.max(0, secondsUntil(visit.endsAt)),
    });
    if (!data) return;
    const { meetingUrl: link, expiresIn } = data.joinTelehealth;
    if (!(await copyText(link))) return show(link);
    const text = words.copied(durationOf(expiresIn, language));
    toast({ id: 'patient-link', text, seconds: SHOWN_S });
    announce(text);
  };

  return (
    <>
      <button type="button" className="button" disabled={fetching} onClick={copy}>
        {words.copyLink}
      </button>
      <div role="status" className="link-status">
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

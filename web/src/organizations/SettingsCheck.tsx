import type { UseQueryState } from 'urql';
import type { OrganizationFindingsQuery } from '../gql/hooks.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { useAdminLocale } from '../words/admin.tsx';

interface Props {
  state: Pick<UseQueryState<OrganizationFindingsQuery>, 'data' | 'error' | 'fetching'>;
  onCheck: () => void;
}

/** Checks whether video visits work with these settings, and lists the findings. */
export function SettingsCheck({ state: { data, error, fetching }, onCheck }: Props) {
  const {
    words: { settings: words },
  } = useAdminLocale();
  const findings = data?.organizationFindings ?? [];
  const countOf = (verdict: boolean | null) =>
    findings.filter((finding) => verdictOn(finding) === verdict).length;
  return (
    <section className="card check" aria-labelledby="check">
      <h2 id="check">{words.check}</h2>
      <p className="soft small">{words.checkLead}</p>
      <div>
        <button
          type="button"
          className="button"
          aria-disabled={fetching}
          onClick={() => !fetching && onCheck()}
        >
          {words.checkNow}
        </button>
      </div>
      <p role="status" className="small">
        {fetching && words.checking}
        {!fetching && data && words.checked(countOf(false), countOf(null))}
      </p>
      {error && !fetching && <ErrorNotice error={error} />}
      <ul className="findings" aria-busy={fetching}>
        {findings.map((finding) => {
          const { code, sentence } = finding;
          return (
            <li key={sentence}>
              <p className="finding">
                <Verdict ok={verdictOn(finding)} />
                <strong>{words.findings[code] ?? code}</strong>
              </p>
              {code === 'PRACTICE_ROOM' && <p className="small">{words.practiceRoom}</p>}
              <p lang="en" className="soft small">
                {sentence}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The practice room works, but it is not for real patients. */
const verdictOn = ({ code, ok }: OrganizationFindingsQuery['organizationFindings'][number]) =>
  code === 'PRACTICE_ROOM' && ok ? null : ok;

function Verdict({ ok }: { ok: boolean | null }) {
  const { verdicts } = useAdminLocale().words.settings;
  if (ok === null) return <span className="badge warn">? {verdicts.look}</span>;
  return ok ? (
    <span className="badge good">✓ {verdicts.good}</span>
  ) : (
    <span className="badge bad">✕ {verdicts.bad}</span>
  );
}

import { useLocation } from 'wouter';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { paths, visitPath } from '../paths.ts';
import { useViewer } from '../people/viewer.tsx';
import { useWords } from '../words/portal.ts';

/** Offers a patient the visits that have started, on every page that does not show them anyway. */
export function ReadyBanner({ visits }: { visits: AppointmentCardFragment[] }) {
  const { ready: words } = useWords();
  const { provider } = useViewer();
  const [path, navigate] = useLocation();
  const isShown = path === paths.appointments || (path === paths.home && !provider);
  const elsewhere = isShown ? [] : visits.filter(({ id }) => path !== visitPath(id));
  return elsewhere.map((visit) => (
    <section key={visit.id} className="ready-banner" aria-label={words.title(visit.provider.name)}>
      <div>
        <strong>{words.title(visit.provider.name)}</strong>
        <p>{words.body}</p>
      </div>
      <button
        type="button"
        className="button primary big"
        onClick={() => navigate(visitPath(visit.id), { state: { join: true } })}
      >
        {words.join}
      </button>
    </section>
  ));
}

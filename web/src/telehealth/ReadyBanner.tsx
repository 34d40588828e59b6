import { useLocation } from 'wouter';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { paths, visitPath } from '../paths.ts';
import { useViewer } from '../people/viewer.tsx';
import { useWords } from '../words/portal.ts';
import { useCall } from './call.ts';

/** Offers a patient the visits that have started, on every page that does not show them anyway. */
export function ReadyBanner({ visits }: { visits: AppointmentCardFragment[] }) {
  const words = useWords();
  const { provider } = useViewer();
  const { call, last } = useCall();
  const [path, navigate] = useLocation();
  const isShown = path === paths.appointments || (path === paths.home && !provider);
  const elsewhere = isShown
    ? []
    : visits.filter(({ id }) => path !== visitPath(id) && id !== call?.appointmentId);
  return elsewhere.map(({ id, provider: { name } }) => {
    const hasLeft = last?.appointmentId === id;
    const title = hasLeft ? words.call.left : words.ready.title(name);
    return (
      <section key={id} className="ready-banner" aria-label={title}>
        <div>
          <strong>{title}</strong>
          <p>{hasLeft ? words.visit.leftHelp : words.ready.body}</p>
        </div>
        <button
          type="button"
          className="button primary big"
          onClick={() => navigate(visitPath(id), { state: { join: true } })}
        >
          {hasLeft ? words.call.rejoin : words.ready.join}
        </button>
      </section>
    );
  });
}

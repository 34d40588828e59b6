import type { ReactNode } from 'react';
import type { AppointmentCardFragment } from '../gql/hooks.ts';
import { StatusBadge } from './StatusBadge.tsx';
import { WhenLine } from './WhenLine.tsx';

interface Props {
  visit: AppointmentCardFragment;
  /** Where the visit takes place. */
  place: string | undefined;
  /** Actions on the appointment. */
  children: ReactNode;
}

/** One appointment in a patient's lists. */
export function AppointmentItem({ visit, place, children }: Props) {
  return (
    <li className="card appointment">
      <div>
        <h3>
          <WhenLine {...visit} />
        </h3>
        <p>
          <bdi>{visit.provider.name}</bdi>
          {visit.reason && <span className="soft"> · {visit.reason}</span>}
        </p>
        <p className="row small">
          <StatusBadge status={visit.status} />
          <span className="soft">{place}</span>
        </p>
      </div>
      {children}
    </li>
  );
}

import type { AppointmentStatus } from '../gql/hooks.ts';
import { useWords } from '../words/portal.ts';

const TONE: Partial<Record<AppointmentStatus, string>> = {
  CHECKED_IN: 'good',
  COMPLETED: 'good',
  CANCELLED: 'bad',
  NO_SHOW: 'warn',
  IN_PROGRESS: 'good',
};

/** Nothing for a status that a newer server has and this page does not know. */
export function StatusBadge({ status }: { status: AppointmentStatus }) {
  const words = useWords().status[status];
  return words && <span className={`badge ${TONE[status] ?? ''}`}>{words}</span>;
}

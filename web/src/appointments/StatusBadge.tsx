import type { AppointmentStatus } from '../gql/hooks.ts';
import { useWords } from '../words/portal.ts';

const TONE: Partial<Record<AppointmentStatus, string>> = {
  COMPLETED: 'good',
  CANCELLED: 'bad',
  NO_SHOW: 'warn',
  IN_PROGRESS: 'good',
};

export function StatusBadge({ status }: { status: AppointmentStatus }) {
  return <span className={`badge ${TONE[status] ?? ''}`}>{useWords().status[status]}</span>;
}

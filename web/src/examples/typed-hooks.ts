import { skipToken } from '@apollo/client/react';
import {
  useAppointmentQuery,
  useAppointmentsQuery,
  useAuditLogQuery,
  useEndTelehealthSessionMutation,
  useRoomReadySubscription,
  useSaveSoapNoteMutation,
  useStartTelehealthSessionMutation,
  useTelehealthMetricsQuery,
  useViewerQuery,
} from '../gql/hooks.ts';

/** What the compiler lets pass. Type-checked, never called. */
export function useHooks(id: string | undefined) {
  const note = useAppointmentQuery(id ? { variables: { id } } : skipToken).data?.appointment?.note;
  const { data: page } = useAppointmentsQuery({ variables: { filter: { status: ['SCHEDULED'] } }, pollInterval: 60_000 });
  const refusals = useAuditLogQuery({ variables: { filter: { allowed: false } } }).data?.auditLog.totalCount;
  const organization = useViewerQuery().data?.viewer.organization.name;
  const reason = useRoomReadySubscription().data?.roomReady.reason;
  const [end] = useEndTelehealthSessionMutation({ refetchQueries: ['Appointments'] });
  const [save] = useSaveSoapNoteMutation();

  const finish = async (appointmentId: string, plan: string) => {
    await save({ variables: { appointmentId, note: { plan }, expectedVersion: note?.version ?? 0 } });
    await end({ variables: { appointmentId } });
  };
  return { statuses: page?.appointments.nodes.map(({ status }) => status), refusals, organization, reason, finish };
}

/** What it must refuse. An error that stops being one fails the check. */
export function useMistakes() {
  // @ts-expect-error which appointment?
  useAppointmentQuery();
  // @ts-expect-error there is no such status
  useAppointmentsQuery({ variables: { filter: { status: ['DONE'] } } });
  // @ts-expect-error a day is text
  useTelehealthMetricsQuery({ variables: { from: new Date(), to: '2026-11-30' } });
  // @ts-expect-error there is no such variable
  useRoomReadySubscription({ variables: { roomName: 'apt123' } });
  // @ts-expect-error partial data would need another type of answer
  useViewerQuery({ returnPartialData: true });

  const [start, { data }] = useStartTelehealthSessionMutation();
  // @ts-expect-error which appointment?
  void start();
  // @ts-expect-error nothing has been answered yet
  return data.startTelehealthSession;
}

import {
  useAppointmentQuery,
  useAppointmentsQuery,
  useRoomReadySubscription,
  useStartTelehealthSessionMutation,
  useTelehealthMetricsQuery,
  useViewerQuery,
} from '../gql/hooks.ts';

/** What the generated hooks must refuse. Type-checked, never called: an error that stops being one fails the check. */
export function useMistakes() {
  // @ts-expect-error which appointment?
  useAppointmentQuery();
  // @ts-expect-error there is no such status
  useAppointmentsQuery({ variables: { filter: { status: ['DONE'] } } });
  // @ts-expect-error a day is text
  useTelehealthMetricsQuery({ variables: { from: new Date(), to: '2026-11-30' } });
  // @ts-expect-error there is no such variable
  useRoomReadySubscription({ variables: { roomName: 'apt123' } });
  // @ts-expect-error there may be no answer yet
  useViewerQuery()[0].data.viewer;

  const [{ data }, start] = useStartTelehealthSessionMutation();
  // @ts-expect-error which appointment?
  void start();
  // @ts-expect-error nothing has been answered yet
  return data.startTelehealthSession;
}

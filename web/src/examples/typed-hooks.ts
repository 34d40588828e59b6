import {
  useAppointmentQuery,
  useAppointmentsQuery,
  useRoomReadySubscription,
  useStartTelehealthSessionMutation,
  useTelehealthMetricsQuery,
  useViewerQuery,
} from '../gql/hooks.ts';

/**
 * Mistakes that the generated hooks must refuse. Never called: the type check fails if one of them compiles.
 */
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

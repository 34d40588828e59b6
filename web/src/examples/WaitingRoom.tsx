import { useJoinTelehealthMutation, useRoomReadySubscription } from '../gql/hooks.ts';

/** How a page uses the generated hooks: told when the room opens, then in with one click. */
export function WaitingRoom({ appointmentId }: { appointmentId: string }) {
  const { data, error } = useRoomReadySubscription({ variables: { appointmentId } });
  const [join, { loading, error: refusal }] = useJoinTelehealthMutation({
    errorPolicy: 'all',
    onCompleted: ({ joinTelehealth }) => window.location.assign(joinTelehealth.meetingUrl),
  });

  const problem = error ?? refusal;
  if (problem) return <p role="alert">{problem.message}</p>;
  if (!data?.roomReady.ready) return <p role="status">Waiting for your provider to start the visit …</p>;
  return (
    <button type="button" disabled={loading} onClick={() => join({ variables: { appointmentId } })}>
      Join the visit
    </button>
  );
}

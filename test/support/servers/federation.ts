import { Clinic } from '../clinic.ts';
import { openCable } from '../faults/cable.ts';
import { startFleet } from './fleet.ts';
import { GATEWAY_SECRET, startCharting, startGateway } from './gateway.ts';

/** Readyroom and the charting subgraph behind a gateway, with appointment 123 of Dr. Smith and Jane. `people` stand at the gateway's door. */
export async function openFederation({
  behindCable = false,
  gateway: variables = {} as Record<string, string>,
} = {}) {
  const fleet = await startFleet({ nodes: 1, variables: { GATEWAY_SECRET, LOG_LEVEL: 'trace' } });
  const [node] = fleet.nodes;
  if (!node) throw new Error('A fleet of one has one node');
  const cable = behindCable ? await openCable(node.url) : undefined;
  const charting = await startCharting();
  const gateway = await startGateway(
    { readyroom: cable?.url ?? node.url, charting: charting.url },
    variables,
  );
  await fleet.clinic.book();
  return {
    node,
    cable,
    charting,
    gateway,
    behind: fleet.clinic,
    people: new Clinic(gateway.url, fleet.clinic.database),
  };
}

/** A question that only both together can answer. */
export const ACROSS =
  '{ appointment(id: "123") { status vitals { heartRate bloodPressure } patient { name allergies { substance } } } }';
/** The same of a stream. */
export const READY =
  'subscription ($id: ID) { roomReady(appointmentId: $id) { appointmentId ready appointment { id status vitals { heartRate } patient { name allergies { substance } } } } }';

export interface Told {
  data: { roomReady: { appointmentId: string; ready: boolean; appointment: object } };
}

/** What nobody outside may learn: who is behind the gateway, where, and how it is made. */
export const INTERNAL =
  /readyroom|charting|subgraph|service|127\.0\.0\.1|localhost|https?:|ECONN|fetch|socket|hive|node_modules|\bat \w|\.[jt]s\b|secret/i;

import type { Person } from './person.ts';

/** What somebody is told of a visit, with everything that a page shows of it. */
export interface VisitNews {
  appointmentId: string;
  ready: boolean;
  roomName: string | null;
  startedAt: string | null;
  reason: string;
  appointment: {
    status: string;
    visitType: string;
    startsAt: string;
    reason: string | null;
    patientWaitingSince: string | null;
    patient: { id: string; name: string };
    provider: { id: string; name: string };
  };
}

const QUERY = `subscription ($id: ID) {
  roomReady(appointmentId: $id) {
    appointmentId ready roomName startedAt reason
    appointment { status visitType startsAt reason patientWaitingSince patient { id name } provider { id name } }
  }
}`;

/** Somebody who watches one appointment, or all of theirs, and remembers what they are told. */
export async function watchVisits(person: Person, id?: string, onNews = () => {}) {
  const client = await person.connect();
  const told: VisitNews[] = [];
  const codes: unknown[] = [];
  client.subscribe<{ roomReady: VisitNews }>(
    { query: QUERY, variables: { id } },
    {
      next({ data, errors = [] }) {
        if (data) told.push(data.roomReady);
        codes.push(...errors.map(({ extensions }) => extensions?.code));
        onNews();
      },
      error: (reason) => codes.push(reason),
      complete: () => codes.push('complete'),
    },
  );
  return {
    told,
    /** Codes of errors, and the end. A stream that stays open and fails nobody has none. */
    codes,
    last: () => told.at(-1),
    stop: () => client.dispose(),
  };
}
export type VisitWatcher = Awaited<ReturnType<typeof watchVisits>>;

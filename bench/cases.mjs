/** What is timed: the request, who sends it, and how a right answer is told from a wrong one. */
export const cases = [
  {
    name: 'appointments(first: 20)',
    caller: 'provider',
    path: '/graphql',
    body: {
      query: `{ appointments(first: 20) { nodes { id status startsAt patient { id name } provider { id name } session { id status } } } }`,
    },
    status: 200,
    isRight: ({ data }) =>
      data.appointments.nodes.length === 20 &&
      data.appointments.nodes.every(({ patient, provider }) => patient.name && provider.name) &&
      data.appointments.nodes.some(({ session }) => session?.status === 'ENDED'),
    /** Every timed answer holds this text. */
    proof: '"patient":{"id":"89","name":"Jane Doe"}',
  },
  {
    name: 'joinTelehealth, open visit',
    caller: 'patient',
    path: '/graphql',
    body: { query: 'mutation { joinTelehealth(appointmentId: "123") { token roomName identity meetingUrl expiresIn } }' },
    status: 200,
    isRight: ({ data: { joinTelehealth: join } }) =>
      join.identity === 'patient-89' && join.roomName === 'apt123' && join.meetingUrl.endsWith(`/meet/apt123?jwt=${join.token}`),
    proof: '"identity":"patient-89"',
  },
  {
    name: 'legacy poll, not ready',
    caller: 'patient',
    path: '/api/telehealth/jitsi/join',
    body: { roomName: 'apt128', identity: 'patient-89' },
    status: 404,
    isRight: ({ error }) => error === 'Room not found or not started yet',
    proof: 'not started yet',
  },
];

/** Opens the visit of the second case. */
export const openVisit = { query: 'mutation { startTelehealthSession(appointmentId: "123") { session { id } } }' };

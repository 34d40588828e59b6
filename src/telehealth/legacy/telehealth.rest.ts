import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer, answers, idNumber, UNREADABLE } from '../../platform/http/rest.ts';
import { joinSession } from '../join-session.ts';
import { roomNameOf } from '../room-name.ts';
import { startSession } from '../start-session.ts';
import { getRoomStatus } from './get-room-status.ts';
import { appointmentIn, hideRooms } from './hide-rooms.ts';
import { appointmentToOpen } from './room-to-open.ts';

const roomName = z
  .string()
  .min(1)
  .max(200)
  .describe(
    "The name of the appointment's room, in any form that clients use: apt123, appt-123, " +
      'apt123-1767000000000. Or the name of a visit without an appointment: p89-pr45-1767000000000, for ' +
      'patient 89 and provider 45. The same name again is the same room.',
  );

const Room = z.object({ providerId: idNumber, patientId: idNumber, roomName });

const Join = z.object({
  roomName,
  identity: z
    .string()
    .max(200)
    .nullish()
    .describe(
      'The token decides role and person. A provider who sends provider-… or nothing gets their own ' +
        "access. One who sends the identity of the appointment's patient (patient-89) gets a link to " +
        "forward. Anything else is refused. A patient's identity is ignored.",
    ),
  ttlSeconds: z
    .union([
      z.number(),
      z
        .string()
        .regex(/^-?\d+$/)
        .transform(Number),
    ])
    .nullish()
    .describe("Lifetime of the token in seconds, clamped to 60 to 14,400. Default: the organization's."),
});

const Started = z.object({ roomSid: z.string() }).meta({ id: 'StartedRoom' });

const RoomState = z.object({ status: z.enum(['waiting', 'active', 'ended']) }).meta({ id: 'RoomStatus' });

const Admission = z
  .object({
    token: z.string(),
    roomName: z.string(),
    identity: z.string(),
    meetingUrl: z.string(),
    expiresIn: z.int(),
  })
  .meta({ id: 'JoinAnswer' });

/** The documented legacy endpoints, in their documented shapes. Rules live in the use cases. */
export const telehealthRest: FastifyPluginAsyncZod = async (rest) => {
  rest.post(
    '/rooms',
    {
      schema: {
        tags: ['Telehealth'],
        operationId: 'startSessionByRoom',
        summary: 'Start a visit',
        body: Room,
        response: {
          200: answer('The visit is open. Starting it again returns the same room', Started),
          ...answers([...UNREADABLE, 403, 404, 409]),
        },
      },
    },
    async ({ caller, body }) => {
      const { session } = await startSession(caller, {
        appointmentId: await appointmentToOpen(caller, body),
        expected: body,
      });
      return { roomSid: roomNameOf(session.appointmentId) };
    },
  );

  for (const [path, operationId, summary] of [
    ['/jitsi/join', 'joinSession', 'Join a visit'],
    ['/token', 'joinSessionByOlderPath', 'Join a visit (older path)'],
  ] as const) {
    rest.post(
      path,
      {
        schema: {
          tags: ['Telehealth'],
          operationId,
          summary,
          body: Join,
          response: {
            200: answer('Access to the meeting for expiresIn seconds', Admission),
            ...answers([...UNREADABLE, 404]),
          },
        },
      },
      async ({ caller, body }) => {
        const {
          session: _,
          refreshAt: __,
          ...admission
        } = await hideRooms(async () =>
          joinSession(caller, { ...body, appointmentId: await appointmentIn(caller, body.roomName) }),
        );
        return admission;
      },
    );
  }

  rest.get(
    '/rooms/:roomName/status',
    {
      schema: {
        tags: ['Telehealth'],
        operationId: 'getRoomStatus',
        summary: 'Get the state of a visit',
        params: z.object({ roomName }),
        response: {
          200: answer('waiting: not started. active: open. ended: over', RoomState),
          ...answers([400, 404]),
        },
      },
    },
    async ({ caller, params }) => ({
      status: await hideRooms(async () =>
        getRoomStatus(caller, { appointmentId: await appointmentIn(caller, params.roomName) }),
      ),
    }),
  );
};

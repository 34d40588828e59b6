import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answers, idNumber, UNREADABLE } from '../../platform/http/rest.ts';
import { joinSession } from '../join-session.ts';
import { roomNameOf } from '../room-name.ts';
import { startSession } from '../start-session.ts';
import { getRoomStatus } from './get-room-status.ts';
import { appointmentIn, hideRooms } from './hide-rooms.ts';

const roomName = z
  .string()
  .min(1)
  .max(200)
  .describe(
    "The name of the appointment's room, in any form that clients use: apt123, appt-123, " +
      'apt123-1767000000000.',
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

const Admission = z
  .object({
    token: z.string(),
    roomName: z.string(),
    identity: z.string(),
    meetingUrl: z.string(),
    expiresIn: z.int(),
  })
  .describe('Access to the meeting for expiresIn seconds');

/** The documented legacy endpoints, in their documented shapes. Rules live in the use cases. */
export const telehealthRest: FastifyPluginAsyncZod = async (rest) => {
  rest.post(
    '/rooms',
    {
      schema: {
        tags: ['Telehealth'],
        summary: 'Start a visit',
        body: Room,
        response: {
          200: z
            .object({ roomSid: z.string() })
            .describe('The visit is open. Starting it again returns the same room'),
          ...answers([...UNREADABLE, 403, 404, 409]),
        },
      },
    },
    async ({ caller, body }) => {
      const { session } = await startSession(caller, {
        appointmentId: appointmentIn(body.roomName),
        expected: body,
      });
      return { roomSid: roomNameOf(session.appointmentId) };
    },
  );

  for (const [path, summary] of [
    ['/jitsi/join', 'Join a visit'],
    ['/token', 'Join a visit (older path)'],
  ] as const) {
    rest.post(
      path,
      {
        schema: {
          tags: ['Telehealth'],
          summary,
          body: Join,
          response: { 200: Admission, ...answers([...UNREADABLE, 404]) },
        },
      },
      async ({ caller, body }) => {
        const {
          session: _,
          refreshAt: __,
          ...admission
        } = await hideRooms(async () =>
          joinSession(caller, { ...body, appointmentId: appointmentIn(body.roomName) }),
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
        summary: 'Get the state of a visit',
        params: z.object({ roomName }),
        response: {
          200: z
            .object({ status: z.enum(['waiting', 'active', 'ended']) })
            .describe('waiting: not started. active: open. ended: over'),
          ...answers([400, 404]),
        },
      },
    },
    async ({ caller, params }) => ({
      status: await hideRooms(async () =>
        getRoomStatus(caller, { appointmentId: appointmentIn(params.roomName) }),
      ),
    }),
  );
};

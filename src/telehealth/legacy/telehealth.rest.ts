import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { toId } from '../../platform/database/read.ts';
import { answers, idNumber, UNREADABLE } from '../../platform/http/rest.ts';
import { BadUserInput, Refusal, ROOM_NOT_READY } from '../../platform/refusals.ts';
import { joinSession } from '../join-session.ts';
import { appointmentIdIn, roomNameOf } from '../room-name.ts';
import { startSession } from '../start-session.ts';
import { getRoomStatus } from './get-room-status.ts';

const roomName = z
  .string()
  .min(1)
  .max(200)
  .describe(
    "The appointment's room, in any of the shapes that clients know it by: apt123, appt-123, apt123-1767000000000 …",
  );

const Room = z.object({ providerId: idNumber, patientId: idNumber, roomName });

const Join = z.object({
  roomName,
  identity: z
    .string()
    .max(200)
    .nullish()
    .describe(
      "A hint. Role and person come from the token; a provider who asks as the appointment's patient gets a link to send on.",
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
    .describe('Seconds, clamped to 60 … 14,400.'),
});

const Admission = z
  .object({
    token: z.string(),
    roomName: z.string(),
    identity: z.string(),
    meetingUrl: z.string(),
    expiresIn: z.int(),
  })
  .describe('A way into the meeting, for expiresIn seconds');

/** The documented legacy endpoints, in their documented shapes. They own no rules. */
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
            .describe('The visit is open; starting it again gives the same room'),
          ...answers([...UNREADABLE, 403, 404, 409]),
        },
      },
    },
    async ({ ctx, body }) => {
      const { session } = await startSession(ctx, {
        appointmentId: appointmentIn(body.roomName),
        expected: body,
      });
      return { roomSid: roomNameOf(session.id) };
    },
  );

  for (const [path, summary] of [
    ['/jitsi/join', 'Join a visit'],
    ['/token', 'Join a visit, by its older name'],
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
      async ({ ctx, body }) => {
        const { session: _, ...admission } = await hidingRooms(async () =>
          joinSession(ctx, { ...body, appointmentId: appointmentIn(body.roomName) }),
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
        summary: 'How far a visit is',
        params: z.object({ roomName }),
        response: {
          200: z
            .object({ status: z.enum(['waiting', 'active', 'ended']) })
            .describe('Not started, open, or over'),
          ...answers([400, 404]),
        },
      },
    },
    async ({ ctx, params }) => ({
      status: await hidingRooms(async () =>
        getRoomStatus(ctx, { appointmentId: appointmentIn(params.roomName) }),
      ),
    }),
  );
};

class UnknownRoomName extends BadUserInput {}

function appointmentIn(name: string) {
  const id = appointmentIdIn(name);
  if (id === undefined)
    throw new UnknownRoomName('roomName must name the room of an appointment, such as apt123');
  return toId(id);
}

/** A room that is closed, somebody else's or unheard of looks like one that has not opened: documented, and it gives nothing away. */
async function hidingRooms<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  return ask().catch((error: unknown) => {
    const hidden =
      error instanceof UnknownRoomName ||
      (error instanceof Refusal && ['NOT_FOUND', 'FORBIDDEN', 'CONFLICT'].includes(error.code));
    throw hidden ? ROOM_NOT_READY : error;
  });
}

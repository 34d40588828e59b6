import type { FastifyError } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { toId } from '../../platform/database/row-id.ts';
import { refusalFor } from '../../platform/http/errors.ts';
import { CURRENT_FRONT_ENDS } from '../../platform/http/openapi.ts';
import { answer, answers, idNumber, UNREADABLE } from '../../platform/http/rest.ts';
import { createOnDemandVisit } from '../create-on-demand-visit.ts';
import { endSession } from '../end-session.ts';
import { setRecording } from '../set-recording.ts';
import { startSession } from '../start-session.ts';
import { endedSessionView, sessionView } from './session-view.ts';

const Session = z
  .object({
    id: z.string(),
    roomName: z.string(),
    status: z.enum(['SCHEDULED', 'IN_PROGRESS', 'ENDED']),
    patientId: z.int(),
    patientName: z.string(),
    providerName: z.string(),
    providerType: z.literal('jitsi'),
    joinInfo: z
      .object({ joinUrl: z.string().optional(), token: z.string().optional(), roomName: z.string() })
      .describe('joinUrl and token are present only while the visit is open.'),
  })
  .meta({ id: 'Session', description: "The visit of an appointment. The id is the appointment's id." });

const envelope = <Data extends z.ZodType>(id: string, data: Data) =>
  answer('Success', z.object({ success: z.literal(true), message: z.string(), data }).meta({ id }));
const Refused = z
  .object({
    success: z.literal(false),
    message: z.string(),
    data: z.null(),
    error: z.string(),
    code: z.string(),
  })
  .meta({ id: 'SessionError' });

const refusals = (...statuses: number[]) => answers(statuses, Refused);

const FoundSession = envelope('SessionAnswer', Session);
const Recording = envelope('RecordingAnswer', z.object({ recording: z.boolean() }));
const anId = z.object({ id: z.string() });
const FromAppointment = z.object({ appointmentId: idNumber });
const OnDemand = z.object({
  patientId: idNumber,
  roomName: z.string().optional(),
  type: z.string().optional(),
});

const ok = <Data>(message: string, data: Data) => ({ success: true as const, message, data });

/**
 * The endpoints that current Ciyex front ends call, in their envelope. They use the same use cases as
 * GraphQL.
 */
export const sessionsRest: FastifyPluginAsyncZod = async (rest) => {
  rest.setErrorHandler((error: FastifyError, request, reply) => {
    const { status, message, code } = refusalFor(error, request, rest.onFault);
    return reply.code(status).send({ success: false, message, data: null, error: message, code });
  });

  const schema = (operationId: string, summary: string) => ({
    tags: [CURRENT_FRONT_ENDS],
    operationId,
    summary,
  });

  rest.post(
    '/sessions/from-appointment',
    {
      schema: {
        ...schema('getSessionOfAppointment', "Get an appointment's session"),
        body: FromAppointment,
        response: { 200: FoundSession, ...refusals(...UNREADABLE, 403, 404, 409) },
      },
    },
    async ({ caller, body }) => ok('Session found', await sessionView(caller, body)),
  );

  rest.post(
    '/sessions',
    {
      schema: {
        ...schema('createOnDemandVisit', 'Book an on-demand visit'),
        body: OnDemand,
        response: { 200: FoundSession, ...refusals(...UNREADABLE, 403, 404) },
      },
    },
    async ({ caller, body }) => {
      const { id: appointmentId } = await createOnDemandVisit(caller, { patientId: body.patientId });
      return ok('Session created', await sessionView(caller, { appointmentId }));
    },
  );

  rest.get(
    '/sessions/:id',
    {
      schema: {
        ...schema('getSession', 'Get a session'),
        params: anId,
        response: { 200: FoundSession, ...refusals(400, 403, 404, 409) },
      },
    },
    async ({ caller, params }) =>
      ok('Session found', await sessionView(caller, { appointmentId: toId(params.id) })),
  );

  rest.post(
    '/sessions/:id/start',
    {
      schema: {
        ...schema('startSession', 'Start a session'),
        params: anId,
        response: { 200: FoundSession, ...refusals(...UNREADABLE, 403, 404, 409) },
      },
    },
    async ({ caller, params }) => {
      const appointmentId = toId(params.id);
      await startSession(caller, { appointmentId });
      return ok('Session started', await sessionView(caller, { appointmentId }));
    },
  );

  rest.post(
    '/sessions/:id/end',
    {
      schema: {
        ...schema('endSession', 'End a session'),
        params: anId,
        response: { 200: FoundSession, ...refusals(...UNREADABLE, 403, 404, 409) },
      },
    },
    async ({ caller, params }) => {
      const appointmentId = toId(params.id);
      await endSession(caller, { appointmentId });
      return ok('Session ended', await endedSessionView(caller, { appointmentId }));
    },
  );

  for (const verb of ['start', 'stop'] as const) {
    const on = verb === 'start';
    const done = `Recording may ${verb} in the meeting`;
    const summary = `${on ? 'Start' : 'Stop'} recording`;
    const recording = {
      response: { 200: Recording, ...refusals(...UNREADABLE, 403, 404, 409) },
    };
    rest.post(
      `/sessions/:id/recording/${verb}`,
      { schema: { ...schema(`${verb}Recording`, summary), ...recording, params: anId } },
      async ({ caller, params }) =>
        ok(done, await setRecording(caller, { appointmentId: toId(params.id), on })),
    );
    rest.post(
      `/recording/${verb}`,
      { schema: { ...schema(`${verb}UnnamedRecording`, summary), ...recording } },
      async ({ caller }) => ok(done, await setRecording(caller, { on })),
    );
  }
};

import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { appointmentRow } from '../../src/appointments/appointment.entity.ts';
import { getAppointment } from '../../src/appointments/get-appointment.ts';
import { update } from '../../src/platform/database/write.ts';
import type { RestDoor } from '../../src/platform/slice.ts';
import type { Caller } from '../../src/platform/use-case.ts';

/** What a door can do, and what does not compile. `npm run check` compiles this file; nothing runs it. */

export const asksAUseCase = (caller: Caller) => getAppointment(caller, { appointmentId: 123 });

export function cannotReadARow(caller: Caller) {
  // @ts-expect-error A resolver that loads a row by itself has no rule.
  return caller.load(appointmentRow, 123);
}

export function cannotReachTheDatabase(caller: Caller) {
  // @ts-expect-error A resolver that writes has no rule, no audit entry and no announcement.
  return caller.db.apply(update(caller.db, appointmentRow.entity, { id: 123 }, { reason: 'changed' }));
}

export function cannotMakeACaller(caller: Caller) {
  const { viewer, door, requestId, origin, gatewayFields, isGateway } = caller;
  const madeUp = { viewer, door, requestId, origin, gatewayFields, isGateway };
  // @ts-expect-error Only authentication makes callers: a made-up one has nothing inside.
  return getAppointment(madeUp, { appointmentId: 123 });
}

declare const routes: FastifyPluginAsyncZod;

export const doors: RestDoor[] = [
  { prefix: '/api/telehealth', knownBy: 'caller token', routes },
  { prefix: '/meet', knownBy: 'nobody', routes },
  { prefix: '/api/hooks', knownBy: 'signature', routes, verify: async () => {} },
  // @ts-expect-error A door says how its callers are known.
  { prefix: '/api/open', routes },
  // @ts-expect-error A secret that nobody verifies protects nothing.
  { prefix: '/api/feed', knownBy: 'feed secret', routes },
];

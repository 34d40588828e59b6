import {
  Arg,
  Ctx,
  ID,
  Int,
  Mutation,
  Resolver,
  Root,
  type SubscribeResolverData,
  Subscription,
} from 'type-graphql';
import { TelehealthSession } from '../appointments/session.entity.ts';
import { toId } from '../platform/database/row-id.ts';
import type { Caller } from '../platform/use-case.ts';
import { endSession } from './end-session.ts';
import { joinSession } from './join-session.ts';
import { JoinTelehealthPayload, StartTelehealthSessionPayload } from './payloads.ts';
import { RoomReady } from './room-ready.ts';
import { startSession } from './start-session.ts';
import { watchRoomReady } from './watch-room-ready.ts';

const ttl = {
  nullable: true,
  description:
    "Lifetime of the room token in seconds, clamped to 60 to 14,400. Default: the organization's setting.",
};
const hint = {
  nullable: true,
  description:
    "For providers: provider-… is their own seat, like no identity. The identity of the appointment's " +
    "patient (patient-89) asks for a participant's link to forward. A patient's is ignored.",
};

@Resolver()
export class TelehealthResolver {
  @Mutation(() => StartTelehealthSessionPayload, {
    description:
      "Opens the visit, tells the waiting patient and issues a moderator's token. Only the appointment's " +
      'provider may. Starting again returns the open session and tells nobody again. Errors: ' +
      'CONFLICT (the visit is closed; reason: ENDED, CANCELLED or NO_SHOW), ' +
      'BAD_USER_INPUT (not a telehealth appointment; reason: NOT_TELEHEALTH), ' +
      "FORBIDDEN (not the appointment's provider), NOT_FOUND, " +
      "UNAVAILABLE (the organization's video settings cannot be used).",
  })
  startTelehealthSession(
    @Ctx() caller: Caller,
    @Arg('appointmentId', () => ID) appointmentId: string,
    @Arg('ttlSeconds', () => Int, ttl) ttlSeconds?: number,
  ) {
    return startSession(caller, { appointmentId: toId(appointmentId, 'appointmentId'), ttlSeconds });
  }

  @Mutation(() => JoinTelehealthPayload, {
    description:
      "Issues a room token to the appointment's provider or patient. The provider's join starts the " +
      'visit. Joining again is harmless and issues a new token. Errors: ROOM_NOT_READY (the visit has not ' +
      'started), CONFLICT (the visit is closed; reason: ENDED, CANCELLED or NO_SHOW), BAD_USER_INPUT ' +
      '(identity is neither, or not a telehealth appointment; reason: NOT_TELEHEALTH), FORBIDDEN (not a ' +
      "participant), NOT_FOUND, UNAVAILABLE (the organization's " +
      'video settings cannot be used).',
  })
  joinTelehealth(
    @Ctx() caller: Caller,
    @Arg('appointmentId', () => ID) appointmentId: string,
    @Arg('ttlSeconds', () => Int, ttl) ttlSeconds?: number,
    @Arg('identity', () => String, hint) identity?: string,
  ) {
    return joinSession(caller, { appointmentId: toId(appointmentId, 'appointmentId'), ttlSeconds, identity });
  }

  @Mutation(() => TelehealthSession, {
    description:
      "Ends the visit and completes the appointment. Only the appointment's provider may. Ending twice is " +
      "harmless. Errors: CONFLICT (the visit was never started), FORBIDDEN (not the appointment's " +
      'provider), NOT_FOUND.',
  })
  endTelehealthSession(@Ctx() caller: Caller, @Arg('appointmentId', () => ID) appointmentId: string) {
    return endSession(caller, { appointmentId: toId(appointmentId, 'appointmentId') });
  }

  @Subscription(() => RoomReady, {
    description:
      'Sends the current state at once, then every change, and repeats the state at least every 30 s. ' +
      'Without an appointmentId it covers the open telehealth appointments of the viewer, at most 200, ' +
      'soonest first. A visit that the viewer loses is told once (WITHDRAWN), and the stream goes on. Only participants may subscribe. Errors: FORBIDDEN (not a participant), NOT_FOUND, ' +
      'UNAUTHENTICATED (ends the subscription: the viewer is no longer on record).',
    subscribe: ({
      context,
      args,
    }: SubscribeResolverData<unknown, { appointmentId?: string | null }, Caller>) =>
      watchRoomReady(context, {
        appointmentId: args.appointmentId == null ? undefined : toId(args.appointmentId, 'appointmentId'),
      }),
  })
  roomReady(
    @Root() state: RoomReady,
    @Arg('appointmentId', () => ID, { nullable: true }) _appointmentId?: string,
  ) {
    return state;
  }
}

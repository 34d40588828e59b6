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
import { toId } from '../platform/database/read.ts';
import type { Caller } from '../platform/use-case.ts';
import { endSession } from './end-session.ts';
import { joinSession } from './join-session.ts';
import { JoinTelehealthPayload, StartTelehealthSessionPayload } from './payloads.ts';
import { RoomReady } from './room-ready.ts';
import { startSession } from './start-session.ts';
import { watchRoomReady } from './watch-room-ready.ts';

const ttl = { nullable: true, description: "Seconds, clamped to 60 … 14,400. Default: the organization's." };
const hint = {
  nullable: true,
  description:
    "A hint. A provider who asks as the appointment's patient (patient-89) gets a participant's link to send on.",
};

@Resolver()
export class TelehealthResolver {
  @Mutation(() => StartTelehealthSessionPayload, {
    description:
      "The appointment's provider opens the visit; the waiting patient is told. Errors: FORBIDDEN, NOT_FOUND, CONFLICT (closed), BAD_USER_INPUT (not telehealth), UNAVAILABLE.",
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
      "A way in for the appointment's provider or patient. Errors: ROOM_NOT_READY (a patient before the start), CONFLICT (after the end), BAD_USER_INPUT (a link for another patient), FORBIDDEN, NOT_FOUND, UNAVAILABLE.",
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
      "The appointment's provider completes the visit. Ending twice is harmless. Errors: FORBIDDEN, NOT_FOUND, CONFLICT (never started).",
  })
  endTelehealthSession(@Ctx() caller: Caller, @Arg('appointmentId', () => ID) appointmentId: string) {
    return endSession(caller, { appointmentId: toId(appointmentId, 'appointmentId') });
  }

  @Subscription(() => RoomReady, {
    description:
      'How things are now, then every change, and the present state again within 30 s. Without an id: every open telehealth appointment of the viewer. Ends by UNAUTHENTICATED when the viewer is no longer on record.',
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

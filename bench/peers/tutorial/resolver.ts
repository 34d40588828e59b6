import { Arg, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from './context.ts';
import { Appointment } from './entities.ts';
import { joinVisit } from './join-visit.ts';

@ObjectType()
class AppointmentConnection {
  @Field(() => [Appointment])
  nodes!: Appointment[];
}

@ObjectType()
class Admission {
  @Field(() => String)
  token!: string;
  @Field(() => String)
  roomName!: string;
  @Field(() => String)
  identity!: string;
  @Field(() => String)
  meetingUrl!: string;
  @Field(() => Int)
  expiresIn!: number;
}

@Resolver()
export class TelehealthResolver {
  @Query(() => AppointmentConnection)
  async appointments(
    @Ctx() { em, viewer }: Context,
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
  ) {
    const owner =
      viewer.providerId === undefined ? { patient: viewer.patientId } : { provider: viewer.providerId };
    const nodes = await em.find(Appointment, owner, {
      populate: ['patient', 'provider', 'session'],
      orderBy: { startsAt: 'desc', id: 'desc' },
      limit: first,
    });
    return { nodes };
  }

  @Mutation(() => Admission)
  joinTelehealth(@Ctx() context: Context, @Arg('appointmentId', () => ID) appointmentId: string) {
    return joinVisit(context, Number(appointmentId), 'graphql');
  }
}

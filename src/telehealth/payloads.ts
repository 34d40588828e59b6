import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { TelehealthSession } from '../appointments/session.entity.ts';

@ObjectType({ description: 'Everything that a browser needs to enter the meeting.' })
export class JoinTelehealthPayload {
  @Field(() => String, {
    description:
      'A Jitsi room token (HS256 JWT). Keep it secret: it admits its bearer as this person until it expires.',
  })
  declare token: string;
  @Field(() => String) declare roomName: string;
  @Field(() => String, { description: 'provider-45 or patient-89.' }) declare identity: string;
  @Field(() => String, { description: 'The URL of the meeting, with the token. Never empty.' })
  declare meetingUrl: string;
  @Field(() => Int, { description: 'Lifetime of the token in seconds, 60 to 14,400.' })
  declare expiresIn: number;
  @Field(() => GraphQLDateTime, {
    description: "When to join again to stay in: 80 % of the token's life. Joining again is harmless.",
  })
  declare refreshAt: Date;
  @Field(() => TelehealthSession) declare session: TelehealthSession;
}

@ObjectType()
export class StartTelehealthSessionPayload {
  @Field(() => TelehealthSession) declare session: TelehealthSession;
  @Field(() => JoinTelehealthPayload, { description: "The provider's access to the meeting, as moderator." })
  declare join: JoinTelehealthPayload;
}

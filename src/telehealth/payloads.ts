import { Field, Int, ObjectType } from 'type-graphql';
import { TelehealthSession } from '../appointments/session.entity.ts';

@ObjectType({ description: 'What a browser needs to enter the meeting.' })
export class JoinTelehealthPayload {
  @Field(() => String, {
    description: 'A Jitsi room token (HS256 JWT). Whoever has it is let in as this person until it expires.',
  })
  declare token: string;
  @Field(() => String) declare roomName: string;
  @Field(() => String, { description: 'provider-45 or patient-89.' }) declare identity: string;
  @Field(() => String, { description: 'The meeting with the token, never empty.' })
  declare meetingUrl: string;
  @Field(() => Int, { description: 'Seconds.' }) declare expiresIn: number;
  @Field(() => TelehealthSession) declare session: TelehealthSession;
}

@ObjectType()
export class StartTelehealthSessionPayload {
  @Field(() => TelehealthSession) declare session: TelehealthSession;
  @Field(() => JoinTelehealthPayload, { description: "The provider's own way in, as moderator." })
  declare join: JoinTelehealthPayload;
}

import { Field, ObjectType, registerEnumType } from 'type-graphql';

/** What is looked at. Programs may know them by these names; the sentences change. */
export enum JitsiFindingCode {
  SETTINGS = 'SETTINGS',
  PRACTICE_ROOM = 'PRACTICE_ROOM',
  SERVER = 'SERVER',
  PROSODY_AUTHENTICATION = 'PROSODY_AUTHENTICATION',
  PROSODY_ISSUER = 'PROSODY_ISSUER',
  PROSODY_AUDIENCE = 'PROSODY_AUDIENCE',
  PROSODY_DOMAIN = 'PROSODY_DOMAIN',
  PROSODY_AFFILIATION = 'PROSODY_AFFILIATION',
  JICOFO_OWNER = 'JICOFO_OWNER',
  LOCAL_RECORDING = 'LOCAL_RECORDING',
}
registerEnumType(JitsiFindingCode, {
  name: 'JitsiFindingCode',
  valuesConfig: {
    SETTINGS: {
      description: 'Whether the settings can be used; one finding for each that is broken or missing.',
    },
    PRACTICE_ROOM: {
      description: 'No Jitsi server is configured: meetings are in the built-in practice room.',
    },
    SERVER: { description: 'Whether the Jitsi server answers.' },
  },
});

@ObjectType({
  description:
    "What keeps video visits from working, or what the Jitsi server must be told for this organization's tokens to count.",
})
export class JitsiFinding {
  @Field(() => JitsiFindingCode) declare code: JitsiFindingCode;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it holds; null for what only the people of the Jitsi server can look up.',
  })
  declare ok: boolean | null;
  @Field(() => String, { description: 'For people.' }) declare sentence: string;
}

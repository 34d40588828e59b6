import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

/** What a finding is about. The codes are stable for programs. The sentences may change. */
export enum OrganizationFindingCode {
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
registerEnumType(OrganizationFindingCode, {
  name: 'OrganizationFindingCode',
  valuesConfig: {
    SETTINGS: {
      description:
        'Whether the settings can be used. Each broken or missing setting is a finding of its own.',
    },
    PRACTICE_ROOM: {
      description: 'No Jitsi server is configured. Meetings use the built-in practice room.',
    },
    SERVER: { description: 'Whether the Jitsi server answers.' },
  },
});

@ObjectType({
  description:
    'A check of the settings or the Jitsi server, or configuration that the Jitsi server needs to accept ' +
    "the organization's tokens.",
})
export class OrganizationFinding {
  @Field(() => OrganizationFindingCode) declare code: OrganizationFindingCode;
  @Field(() => ID, { nullable: true, description: 'The setting that it is about, if it is about one.' })
  declare key: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the check passed. Null if only an administrator of the Jitsi server can check the ' +
      'configuration.',
  })
  declare ok: boolean | null;
  @Field(() => String, { description: 'A sentence for people, in English.' }) declare sentence: string;
}

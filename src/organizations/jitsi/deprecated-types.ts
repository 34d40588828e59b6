import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { OrganizationFindingCode } from '../organization-finding.ts';
import { SettingKind } from '../setting-kinds.ts';

// The types of operations that go in 0.3, in the form that clients know. `type-graphql` registers enums by object.
const { FLAG, URL, WORD, SECONDS, SECRET } = SettingKind;
const JitsiSettingKind = { FLAG, URL, WORD, SECONDS, SECRET };
registerEnumType(JitsiSettingKind, { name: 'JitsiSettingKind' });
const JitsiFindingCode = { ...OrganizationFindingCode };
registerEnumType(JitsiFindingCode, { name: 'JitsiFindingCode' });

@ObjectType({ description: "One setting of the organization's video visits." })
export class JitsiSetting {
  @Field(() => ID) declare key: string;
  @Field(() => JitsiSettingKind) declare kind: SettingKind;
  @Field(() => String, { nullable: true, description: 'Null if the setting is not set or is a secret.' })
  declare value: string | null;
  @Field(() => Boolean) declare isSet: boolean;
  @Field(() => Boolean, {
    description: "False for a secret that none of the server's keys can decrypt.",
  })
  declare isReadable: boolean;
  @Field(() => String, {
    nullable: true,
    description:
      'The value that applies if the setting is not set. Null for secrets and if there is no default.',
  })
  declare default: string | null;
}

@ObjectType({ description: 'As OrganizationFinding, of the video settings alone.' })
export class JitsiFinding {
  @Field(() => JitsiFindingCode) declare code: OrganizationFindingCode;
  @Field(() => Boolean, { nullable: true, description: 'As OrganizationFinding.ok.' })
  declare ok: boolean | null;
  @Field(() => String, { description: 'A sentence for people, in English.' }) declare sentence: string;
}

import { OrgSetting } from '../../../src/organizations/org-setting.entity.ts';
import type { Clinic } from '../clinic.ts';
import type { Person } from './person.ts';

export const SECRET = 'the-secret-of-the-practice-0123456789abcdefgh';

export interface Setting {
  key: string;
  kind: string;
  value: string | null;
  isSet: boolean;
  isReadable: boolean;
  default: string | null;
}

export const SETTING = '{ key kind value isSet isReadable default }';

export const list = (person: Person) =>
  person.graphql<{ jitsiSettings: Setting[] }>(`{ jitsiSettings ${SETTING} }`);

/** What these tests ask of a clinic. */
export function settingsOf(clinic: Clinic) {
  const change = (person: Person, key: string, value: string | null) =>
    person.graphql<{ changeJitsiSetting: Setting }>(
      `mutation ($key: ID!, $value: String) { changeJitsiSetting(key: $key, value: $value) ${SETTING} }`,
      { key, value },
    );
  const check = async () => {
    const { data } = await clinic.admin.graphql<{
      jitsiFindings: { code: string; ok: boolean | null; sentence: string }[];
    }>('{ jitsiFindings { code ok sentence } }');
    return data?.jitsiFindings ?? [];
  };
  async function setting(key: string, person = clinic.admin) {
    return (await list(person)).data?.jitsiSettings.find((one) => one.key === key);
  }
  /** Writes a row by hand, as an administrator of the database would. */
  const write = (configKey: string, configValue: string) =>
    clinic.em.insert(OrgSetting, { orgId: 1, configKey, configValue });
  const stored = async () =>
    Object.fromEntries(
      (await clinic.em.find(OrgSetting, {})).map(({ configKey, configValue }) => [configKey, configValue]),
    );
  return { change, check, setting, write, stored };
}

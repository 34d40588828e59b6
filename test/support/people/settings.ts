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
  minimum: number | null;
  maximum: number | null;
  choices: string[] | null;
}

export interface Finding {
  code: string;
  key: string | null;
  ok: boolean | null;
  sentence: string;
}

export const SETTING = '{ key kind value isSet isReadable default minimum maximum choices }';

export const list = (person: Person) =>
  person.graphql<{ organizationSettings: Setting[] }>(`{ organizationSettings ${SETTING} }`);

/** What these tests ask of a clinic. */
export function settingsOf(clinic: Clinic) {
  const changeAll = (person: Person, changes: { key: string; value?: string | null }[]) =>
    person.graphql<{ changeOrganizationSettings: Setting[] }>(
      `mutation ($changes: [OrganizationSettingChange!]!) { changeOrganizationSettings(changes: $changes) ${SETTING} }`,
      { changes },
    );
  const change = (person: Person, key: string, value: string | null) => changeAll(person, [{ key, value }]);
  const check = async (): Promise<Finding[]> => {
    const { data } = await clinic.admin.graphql<{ organizationFindings: Finding[] }>(
      '{ organizationFindings { code key ok sentence } }',
    );
    return data?.organizationFindings ?? [];
  };
  async function setting(key: string, person = clinic.admin) {
    return (await list(person)).data?.organizationSettings.find((one) => one.key === key);
  }
  /** Writes a row by hand, as an administrator of the database would. */
  const write = (configKey: string, configValue: string) =>
    clinic.em.insert(OrgSetting, { orgId: 1, configKey, configValue });
  const stored = async () =>
    Object.fromEntries(
      (await clinic.em.find(OrgSetting, {})).map(({ configKey, configValue }) => [configKey, configValue]),
    );
  return { change, changeAll, check, setting, write, stored };
}

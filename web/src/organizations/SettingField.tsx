import type { Ref } from 'react';
import type { OrganizationSettingKind, OrganizationSettingStateFragment } from '../gql/hooks.ts';
import { useAdminLocale } from '../words/admin.tsx';

interface Props {
  id: string;
  ref: Ref<HTMLInputElement & HTMLSelectElement>;
  setting: OrganizationSettingStateFragment;
  value: string;
  isRefused: boolean;
  onWrite: (text: string) => void;
}

const INPUT_MODES: Partial<Record<OrganizationSettingKind, 'url' | 'numeric' | 'tel'>> = {
  URL: 'url',
  SECONDS: 'numeric',
  MINUTES: 'numeric',
  HOURS: 'numeric',
  PHONE: 'tel',
};

/** The input of a setting: a choice of default, on and off for flags, a line of text for the others. */
export function SettingField({ id, ref, setting, value, isRefused, onWrite }: Props) {
  const {
    words: { settings: words },
  } = useAdminLocale();
  const field = {
    id: `${id}field`,
    ref,
    value,
    'aria-invalid': isRefused,
    'aria-describedby': `${id}help ${id}problem`,
    onChange: ({ target }: { target: { value: string } }) => onWrite(target.value),
  };
  if (setting.kind === 'FLAG')
    return (
      <select {...field}>
        <option value="">{words.serverDefault(setting.default === 'true' ? words.on : words.off)}</option>
        <option value="true">{words.on}</option>
        <option value="false">{words.off}</option>
      </select>
    );
  if (setting.kind === 'SECRET') return <input {...field} type="password" autoComplete="new-password" />;
  if (setting.kind === 'CHOICE')
    return (
      <select {...field}>
        <option value="">{words.serverDefault(setting.default ?? '')}</option>
        {setting.choices?.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  return (
    <>
      <input
        {...field}
        aria-describedby={`${id}help ${id}default ${id}problem`}
        inputMode={INPUT_MODES[setting.kind] ?? 'text'}
        autoComplete="off"
        spellCheck={false}
      />
      <p id={`${id}default`} className="soft small">
        {setting.default === null ? words.whenEmptyNothing : words.whenEmpty(setting.default)}
      </p>
    </>
  );
}

import { useId, useRef, useState } from 'react';
import type { CombinedError } from 'urql';
import {
  type OrganizationSettingStateFragment,
  useChangeOrganizationSettingsMutation,
} from '../gql/hooks.ts';
import { useAnnounce } from '../ui/Announcer.tsx';
import { codeOf, ErrorNotice } from '../ui/ErrorNotice.tsx';
import { useAdminLocale } from '../words/admin.tsx';
import { SettingField } from './SettingField.tsx';
import { SettingState } from './SettingState.tsx';
import { TakeBack } from './TakeBack.tsx';

/** One setting with its own save button. A refused value stays in the field. */
export function SettingForm({
  setting,
  onChange,
}: {
  setting: OrganizationSettingStateFragment;
  onChange: () => void;
}) {
  const {
    words: { settings: words },
  } = useAdminLocale();
  const announce = useAnnounce();
  const id = useId();
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const [draft, setDraft] = useState<string>();
  const [problem, setProblem] = useState<CombinedError>();
  const [{ fetching }, change] = useChangeOrganizationSettingsMutation();

  const named: Record<string, { name: string; help: string } | undefined> = words.names;
  const { name, help } = named[setting.key] ?? { name: setting.key, help: '' };
  const stored = setting.value ?? '';
  const isChanged = draft !== undefined && draft !== stored;
  const isRefused = problem !== undefined && codeOf(problem) === 'BAD_USER_INPUT';

  function write(text: string | undefined) {
    setDraft(text);
    setProblem(undefined);
  }

  async function save(value: string | null) {
    const { error } = await change({ changes: [{ key: setting.key, value }] });
    setProblem(error);
    // The button that had the focus disappears, so the field takes it.
    field.current?.focus();
    if (error) return;
    setDraft(undefined);
    announce(value === null ? words.takenBack(name) : words.saved(name));
    onChange();
  }

  return (
    <form
      className={`setting ${setting.kind.toLowerCase()}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && !fetching) void save(draft === '' ? null : draft);
      }}
    >
      <div className="field">
        <div className="row spread">
          <label htmlFor={`${id}field`}>{name}</label>
          <SettingState setting={setting} isChanged={isChanged} />
        </div>
        <p id={`${id}help`} className="soft small">
          {help} {words.rules[setting.kind](setting)}
        </p>
        <SettingField
          id={id}
          ref={field}
          setting={setting}
          value={draft ?? stored}
          isRefused={isRefused}
          onWrite={write}
        />
      </div>
      <p id={`${id}problem`} role="alert" className={isRefused ? 'notice bad small' : undefined}>
        {isRefused && (
          <>
            <strong>{words.refused}</strong> <span lang="en">{problem.graphQLErrors[0]?.message}</span>
          </>
        )}
      </p>
      {problem && !isRefused && <ErrorNotice error={problem} />}
      <div className="row">
        {isChanged && (
          <>
            <button type="submit" className="button primary" disabled={fetching}>
              {words.save}
              <span className="unseen"> {name}</span>
            </button>
            <button
              type="button"
              className="button quiet"
              onClick={() => {
                write(undefined);
                field.current?.focus();
              }}
            >
              {words.discard}
              <span className="unseen"> {name}</span>
            </button>
          </>
        )}
        {setting.isSet && setting.kind !== 'FLAG' && (
          <TakeBack
            name={name}
            isSecret={setting.kind === 'SECRET'}
            disabled={fetching}
            onTakeBack={() => void save(null)}
          />
        )}
      </div>
    </form>
  );
}

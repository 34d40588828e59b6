import { useAdminLocale } from '../words/admin.tsx';

interface Props {
  name: string;
  isSecret: boolean;
  disabled: boolean;
  onTakeBack: () => void;
}

/** Removes the organization's own value. Secrets need a confirmation, since nobody can read them again. */
export function TakeBack({ name, isSecret, disabled, onTakeBack }: Props) {
  const {
    words: { settings: words },
  } = useAdminLocale();
  const what = (
    <>
      {words.takeBack}
      <span className="unseen"> {name}</span>
    </>
  );
  if (!isSecret)
    return (
      <button type="button" className="button" disabled={disabled} onClick={onTakeBack}>
        {what}
      </button>
    );
  return (
    <details>
      <summary className="button">{what}</summary>
      <div className="notice warn">
        <p>{words.takeBackSecret}</p>
        <div>
          <button type="button" className="button danger" disabled={disabled} onClick={onTakeBack}>
            {words.takeBackSecretYes}
          </button>
        </div>
      </div>
    </details>
  );
}

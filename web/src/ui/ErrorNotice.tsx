import type { CombinedError } from 'urql';
import { useWords } from '../words/portal.ts';

/** The server's message for these names the setting, the field or the claim that is wrong. */
const WITH_DETAIL = ['UNAVAILABLE', 'BAD_USER_INPUT', 'UNAUTHENTICATED'];

const TRANSIENT = ['network', 'UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR', 'UNAUTHENTICATED'];

/** What went wrong and what to do next, by the error's code, with the server's message if it tells more. */
export function ErrorNotice({ error, retry }: { error: CombinedError; retry?: () => void }) {
  const { errors: words, supportId, tryAgain } = useWords();
  const refusal = error.graphQLErrors[0];
  const code = codeOf(error);
  const sentence = isKnown(words, code) ? words[code] : words.INTERNAL_SERVER_ERROR;
  const detail = WITH_DETAIL.includes(code) ? refusal?.message : undefined;
  const requestId = refusal?.extensions.requestId;
  return (
    <div role="alert" className="notice bad">
      <strong>{sentence}</strong>
      {detail && (
        <p className="small" lang="en">
          {detail}
        </p>
      )}
      {typeof requestId === 'string' && <p className="small">{supportId(requestId)}</p>}
      {retry && mayPass(error) && (
        <div>
          <button type="button" className="button" onClick={retry}>
            {tryAgain}
          </button>
        </div>
      )}
    </div>
  );
}

export const codeOf = (error: CombinedError) =>
  error.networkError ? 'network' : String(error.graphQLErrors[0]?.extensions.code);

/** Whether a retry may succeed. */
export const mayPass = (error: CombinedError) => TRANSIENT.includes(codeOf(error));

const isKnown = <Words extends object>(words: Words, code: string): code is keyof Words & string =>
  code in words;

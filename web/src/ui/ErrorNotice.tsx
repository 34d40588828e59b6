import type { CombinedError } from 'urql';
import { useWords } from '../words/portal.ts';

/** Refusals whose own sentence names the setting, the field or the claim that is wrong. */
const EXPLAINED = ['UNAVAILABLE', 'BAD_USER_INPUT', 'UNAUTHENTICATED'];

/** What may be otherwise a moment later. */
const PASSING = ['network', 'UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR', 'UNAUTHENTICATED'];

/** What went wrong and what to do next, by the error's code; the server's own sentence where it knows more. */
export function ErrorNotice({ error, retry }: { error: CombinedError; retry?: () => void }) {
  const { errors: words, supportId, tryAgain } = useWords();
  const refusal = error.graphQLErrors[0];
  const code = codeOf(error);
  const sentence = isKnown(words, code) ? words[code] : words.INTERNAL_SERVER_ERROR;
  const detail = EXPLAINED.includes(code) ? refusal?.message : undefined;
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
      {retry && PASSING.includes(code) && (
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

const isKnown = <Words extends object>(words: Words, code: string): code is keyof Words & string =>
  code in words;

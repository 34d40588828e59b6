import type { CombinedError } from 'urql';
import { useMissedAnswer } from '../api/use-connection.ts';
import { onceReachable, PROBE_EVERY_MS, RETRY_EVERY_MS, useRetry } from '../api/use-retry.ts';
import { useWords } from '../words/portal.ts';
import { Loading } from './Loading.tsx';

/** The server's message for these names the setting, the field or the claim that is wrong. */
const WITH_DETAIL = ['UNAVAILABLE', 'BAD_USER_INPUT', 'UNAUTHENTICATED'];

const TRANSIENT = ['network', 'UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR'];

interface Props {
  error: CombinedError;
  /** Asks for the same data. The notice does it by itself, too. */
  refetch?: (() => void) | undefined;
  /** Does again what the person did. Only they decide to. */
  retry?: (() => void) | undefined;
  signInAgain?: (() => void) | undefined;
}

/** What went wrong and what to do next, by the error's code, with the server's message if it tells more. */
export function ErrorNotice({ error, refetch, retry, signInAgain }: Props) {
  const { errors: words, supportId, tryAgain, signInAgain: signInWords } = useWords();
  const refusal = error.graphQLErrors[0];
  const code = codeOf(error);
  const isTransient = mayPass(error);
  const isUnreachable = code === 'network' && refetch !== undefined;
  useRetry(isUnreachable ? onceReachable(refetch) : undefined, PROBE_EVERY_MS);
  useRetry(isTransient && !isUnreachable ? refetch : undefined, RETRY_EVERY_MS);
  useMissedAnswer(isUnreachable);
  // The notice above the page says it, once for everything on the page.
  if (isUnreachable) return <Loading />;

  const sentence = isKnown(words, code) ? words[code] : words.INTERNAL_SERVER_ERROR;
  const detail = WITH_DETAIL.includes(code) ? refusal?.message : undefined;
  const requestId = refusal?.extensions.requestId;
  const again = refetch ?? retry;
  return (
    <div role="alert" className="notice bad">
      <strong>{sentence}</strong>
      {detail && (
        <p className="small" lang="en">
          {detail}
        </p>
      )}
      {typeof requestId === 'string' && <p className="small">{supportId(requestId)}</p>}
      {again && isTransient && (
        <div>
          <button type="button" className="button" onClick={again}>
            {tryAgain}
          </button>
        </div>
      )}
      {signInAgain && code === 'UNAUTHENTICATED' && (
        <div>
          <button type="button" className="button primary" onClick={signInAgain}>
            {signInWords}
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

import { onTestFinished } from 'vitest';

/** A subscription over server-sent events. Every `next` is what is told next; undefined once the stream has ended. */
export async function openEventStream<Data>(
  url: string,
  token: string | undefined,
  query: string,
  variables: object = {},
) {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const headers = {
    'content-type': 'application/json',
    accept: 'text/event-stream',
    ...(token && { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
    signal: abort.signal,
  });
  if (!response.body) throw new Error('The answer has no body');
  const chunks = response.body.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
  let text = '';
  return {
    type: response.headers.get('content-type'),
    async next(): Promise<Data | undefined> {
      for (;;) {
        const event = /^event: (\w+)\ndata:(.*)\n\n/m.exec(text);
        if (event) {
          text = text.slice(event.index + event[0].length);
          return event[1] === 'next' ? (JSON.parse(String(event[2])) as Data) : undefined; // whoever asks knows what they asked
        }
        const { value, done } = await chunks.next();
        if (done) return undefined;
        text += value;
      }
    },
  };
}

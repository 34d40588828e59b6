import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { SignJWT } from 'jose';
import { entitiesQuery } from '../entities.ts';
import type { Guesser } from './guessers.ts';

export type Door = (who: Guesser, id: number) => Promise<unknown>;
export const gql =
  (query: string): Door =>
  ({ person }, id) =>
    person.graphql(query, { id: String(id) });
/** A path that does not begin with /api/ lies below /api/telehealth. */
export const rest =
  (method: 'GET' | 'POST', path: (id: number) => string, body?: (id: number) => object): Door =>
  async ({ person }, id) => {
    const asked = path(id).replace(/^(?!\/api\/)/, '/api/telehealth');
    const { headers: _headers, ...answer } = await person.rest(method, asked, body?.(id));
    return answer;
  };
export const overSocket =
  (query: string, variables: (id: number) => Record<string, unknown> = (id) => ({ id: String(id) })): Door =>
  async ({ socket }, id) => {
    const stream = socket.iterate({ query, variables: variables(id) });
    const { value } = await stream.next();
    await stream.return?.();
    return value;
  };

export const READY =
  'subscription ($id: ID) { roomReady(appointmentId: $id) { ready roomName appointment { id status } } }';
/** In whichever way GraphQL may be asked over HTTP, a stream of events included. */
export const overHttp =
  (method: 'GET' | 'POST', accept: string, query: string): Door =>
  async ({ person, url }, id) => {
    const asked = { query, variables: { id: String(id) } };
    const search = new URLSearchParams({ query, variables: JSON.stringify(asked.variables) });
    const headers = {
      accept,
      'apollo-require-preflight': 'yes',
      'content-type': 'application/json',
      ...(await person.credentials()),
    };
    const response =
      method === 'GET'
        ? await fetch(`${url}/graphql?${search}`, { headers })
        : await fetch(`${url}/graphql`, { method, headers, body: JSON.stringify(asked) });
    return { status: response.status, body: await response.text() };
  };

/** The page of a meeting, or the way to the other browser. The token is anew for each guess, but what it says is not. */
export const meeting =
  (
    path: string,
    tokenFor: (who: Guesser, id: number) => Promise<string> | string,
    headers = {},
    at: 'meet' | 'meetWithout' = 'meet',
  ): Door =>
  async (who, id) => {
    const call = request(`${who[at]}/meet/apt${id}${path}?jwt=${await tokenFor(who, id)}`, {
      headers,
      agent: false,
    }).end();
    const [response] = await once(call, 'response');
    // Random for each page.
    return { status: response.statusCode, body: (await text(response)).replaceAll(/nonce="[^"]*"/g, '') };
  };
export const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};
export const ownLink = ({ link }: Guesser) => link;
/** Says what theirs would say, but for the room and who signed it. */
export const madeUp = (_who: Guesser, id: number) =>
  new SignJWT({
    iss: 'ciyex-app',
    aud: 'ciyex-telehealth',
    sub: 'meet.example.org',
    room: `apt${id}`,
    context: { user: { name: 'Jane' } },
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode('a secret that somebody thought of by themselves'));
export const entities = (type: string) => ({
  query: entitiesQuery([type]),
  variables: (id: number) => ({
    of: [
      { __typename: type, id: String(id) },
      { __typename: type, id: '123' },
    ],
  }),
});

import { hash } from 'node:crypto';
import { type Client, createClient } from 'graphql-ws';
import { SignJWT } from 'jose';
import { expect } from 'vitest';
import WebSocket from 'ws';
import { undocumented } from '../openapi.ts';
import { SECRET } from './secret.ts';

export interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions: { code: string; [key: string]: unknown } }[];
}

export interface RestAnswer {
  status: number;
  headers: Headers;
  // What a test expects of a body, it says in its assertion.
  body: Record<string, unknown>;
}

export interface Readiness {
  appointmentId: string;
  ready: boolean;
  roomName: string | null;
  startedAt: string | null;
  reason: string;
  appointment: { id: string; status: string; patientWaitingSince: string | null };
}

const READINESS =
  '{ appointmentId ready roomName startedAt reason appointment { id status patientWaitingSince } }';

/** Someone at the clinic's doors, with a token of their own or with none. */
export class Person {
  readonly #url: string;
  readonly #claims: object | undefined;
  readonly #headers: Record<string, string>;

  constructor(url: string, claims: object | undefined, headers: Record<string, string> = {}) {
    this.#url = url;
    this.#claims = claims;
    this.#headers = headers;
  }

  async token() {
    if (!this.#claims) return undefined;
    // A server remembers whom it has seen with a token: not from one test to the next, where somebody else's record may have been different.
    const { testPath, currentTestName } = expect.getState();
    const jti = hash('sha256', `${testPath} ${currentTestName}`, 'base64url');
    const claims = { sub: 'somebody', jti, exp: Math.floor(Date.now() / 1000) + 3600, ...this.#claims };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(new TextEncoder().encode(SECRET));
  }

  /** What this person shows of themselves, as headers or connection parameters. */
  async credentials() {
    const token = await this.token();
    return { ...this.#headers, ...(token && { authorization: `Bearer ${token}` }) };
  }

  graphql<Data = Record<string, unknown>>(query: string, variables?: object) {
    return this.post<Data>({ query, variables });
  }

  /** A GraphQL request as it is, whatever is in it. */
  async post<Data = Record<string, unknown>>(body: object): Promise<Answer<Data> & { status: number }> {
    const headers = { 'content-type': 'application/json', ...(await this.credentials()) };
    const response = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return { status: response.status, ...((await response.json()) as Answer<Data>) };
  }

  /** Throws if the answer is not as the OpenAPI document has it. */
  async rest(method: 'GET' | 'POST', path: string, body?: unknown): Promise<RestAnswer> {
    const headers = {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(await this.credentials()),
    };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: text }),
    });
    const answer = {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
    };
    const problem = undocumented(method, path, answer);
    if (problem)
      throw new Error(
        `${method} ${path} is not answered as documented: ${problem}: ${JSON.stringify(answer.body)}`,
      );
    return answer;
  }

  start(appointmentId: string, ttlSeconds?: number) {
    return this.graphql<{ startTelehealthSession: { session: Session; join: Join } }>(
      'mutation ($id: ID!, $ttl: Int) { startTelehealthSession(appointmentId: $id, ttlSeconds: $ttl) { session { id status roomName startedAt } join { token roomName identity meetingUrl expiresIn } } }',
      { id: appointmentId, ttl: ttlSeconds },
    );
  }

  join(appointmentId: string, ttlSeconds?: number) {
    return this.graphql<{ joinTelehealth: Join & { session: Session } }>(
      'mutation ($id: ID!, $ttl: Int) { joinTelehealth(appointmentId: $id, ttlSeconds: $ttl) { token roomName identity meetingUrl expiresIn session { id status roomName startedAt } } }',
      { id: appointmentId, ttl: ttlSeconds },
    );
  }

  /** A link for someone else, by which they join as `identity`. */
  createPatientLink(appointmentId: string, identity = 'patient-89') {
    return this.graphql<{ joinTelehealth: Pick<Join, 'meetingUrl' | 'expiresIn'> }>(
      'mutation ($id: ID!, $identity: String!) { joinTelehealth(appointmentId: $id, identity: $identity) { meetingUrl expiresIn } }',
      { id: appointmentId, identity },
    );
  }

  end(appointmentId: string) {
    return this.graphql<{
      endTelehealthSession: { id: string; status: string; endedAt: string; appointment: { status: string } };
    }>(
      'mutation ($id: ID!) { endTelehealthSession(appointmentId: $id) { id status endedAt appointment { status } } }',
      { id: appointmentId },
    );
  }

  saveNote(appointmentId: string, note: object, expectedVersion?: number) {
    return this.graphql<{ saveSoapNote: Note }>(
      'mutation ($id: ID!, $note: SoapNoteInput!, $version: Int) { saveSoapNote(appointmentId: $id, note: $note, expectedVersion: $version) { subjective objective assessment plan version savedAt } }',
      { id: appointmentId, note, version: expectedVersion },
    );
  }

  /** A connection of this person's own over graphql-transport-ws. Close it with `dispose`. */
  async connect(): Promise<Client> {
    const connectionParams = { ...(await this.credentials()) };
    return createClient({
      url: `${this.#url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams,
      retryAttempts: 0,
    });
  }

  /** Waits for the room of an appointment, or of all. Every `next` is what the waiting person is told next. */
  async watch(appointmentId?: string) {
    const client = await this.connect();
    const query = `subscription ($id: ID) { roomReady(appointmentId: $id) ${READINESS} }`;
    const stream = client.iterate<{ roomReady: Readiness }>({ query, variables: { id: appointmentId } });
    return {
      async next() {
        const { value } = await stream.next();
        if (!value?.data) throw Object.assign(new Error('refused'), { errors: value?.errors });
        return value.data.roomReady;
      },
      /** The refusal's code, for a stream that must not open. */
      async refusal() {
        const { value } = await stream.next();
        return value?.errors?.[0]?.extensions?.code;
      },
      async stop() {
        await stream.return?.();
        await client.dispose();
      },
    };
  }
}

export interface Session {
  id: string;
  status: string;
  roomName: string;
  startedAt: string;
}

export interface Join {
  token: string;
  roomName: string;
  identity: string;
  meetingUrl: string;
  expiresIn: number;
}

export interface Note {
  subjective: string;
  objective: string;
  assessment: string;
  plan: string;
  version: number;
  savedAt: string;
}

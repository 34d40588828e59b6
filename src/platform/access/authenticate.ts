import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { AuditDraft, Door, RequestContext } from '../context.ts';
import { asViewer } from '../database/as-viewer.ts';
import type { Db } from '../database/db.ts';
import { loaderOf } from '../database/loader.ts';
import type { Party } from '../fairness/party.ts';
import { type Caller, createCaller } from '../use-case.ts';
import type { Viewer } from '../viewer.ts';
import { askedLanguage } from './asked-language.ts';
import { bearerTokenIn, type CallerClaims } from './caller-token.ts';
import { GATEWAY_HEADER } from './gateway.ts';

/** What an entry point knows of a caller before they are authenticated. */
export interface AuthenticationRequest {
  door: Door;
  requestId: string;
  origin: string;
  /** HTTP headers, or `credentialsIn` of a WebSocket's connection parameters. Names are in lower case. */
  credentials: Record<string, unknown>;
  /** Whether the request has been counted for its person already, whom their token had identified before. */
  isCounted?: boolean;
  /**
   * Called if the token is genuine and its person must be looked up, which begins when the promise resolves.
   * The function that it resolves with is called when the person is known.
   */
  enter?(party: Party): Promise<() => void>;
}

export type Authenticate = (request: AuthenticationRequest) => Promise<Caller>;

/** The viewer with these credentials, if they were verified recently and their token has not expired. */
export type Recall = (credentials: AuthenticationRequest['credentials']) => Viewer | undefined;

type Recorder = Pick<RequestContext, 'record' | 'recordRefusal' | 'recordRead'>;

interface AuthenticatorOptions
  extends Omit<
    RequestContext,
    | 'viewer'
    | 'gatewayFields'
    | 'isGateway'
    | 'door'
    | 'requestId'
    | 'origin'
    | 'language'
    | 'load'
    | 'report'
    | keyof Recorder
  > {
  /** The gateway fields that a caller with this secret may select. */
  gateway(shown: string | undefined): Pick<RequestContext, 'gatewayFields' | 'isGateway'>;
  verify(authorization: string | undefined): Promise<CallerClaims>;
  identify(db: Db, claims: CallerClaims, requestedOrganization?: string): Promise<Viewer>;
  /** Puts on record what this caller does. */
  recorderFor(db: Db, who: Pick<RequestContext, 'viewer' | 'door' | 'requestId'>): Recorder;
  /** Counts an operation of this person. Throws RateLimited if they have had too many. */
  count(viewer: Viewer): void;
  report(who: Pick<RequestContext, 'viewer' | 'door' | 'requestId'>, entry: AuditDraft): void;
}

const ORGANIZATION_HEADERS = ['x-org-id', 'orgid', 'x-org-alias', 'x-tenant-name'];
const LANGUAGE_HEADER = 'accept-language';
const CREDENTIALS = ['authorization', ...ORGANIZATION_HEADERS, GATEWAY_HEADER, LANGUAGE_HEADER];
const MAX_CACHED_VIEWERS = 10_000;
/** Viewers are looked up again after this time, because people move between organizations. */
const CACHE_TTL_MS = 5 * 60_000;

/**
 * Creates the only authentication of callers, which all entry points share. It turns a caller's token into a
 * `Caller`, or throws Unauthenticated.
 */
export function createAuthenticator({
  gateway,
  verify,
  identify,
  recorderFor,
  count,
  report,
  ...rest
}: AuthenticatorOptions): {
  authenticate: Authenticate;
  recall: Recall;
} {
  // Verifying a token costs more than most requests. The key is a hash, so that no tokens are kept in memory.
  const known = new LRUCache<string, Viewer>({ max: MAX_CACHED_VIEWERS, ttl: CACHE_TTL_MS });

  /**
   * Compares the expiry with the current time itself: the cache's clock ignores changes of the system time.
   */
  function cachedViewer(key: string) {
    const viewer = known.get(key);
    return viewer && viewer.expiresAt.getTime() > Date.now() ? viewer : undefined;
  }

  /**
   * A header may choose the organization only if the token names none. Otherwise it is not part of the key: the
   * same person would have one entry, and one allowance, for each text that they invent.
   */
  const recall: Recall = (credentials) => {
    const { token, organization } = shownIn(credentials);
    if (!token) return undefined;
    const viewer = cachedViewer(keyOf(token));
    return viewer || !organization ? viewer : cachedViewer(keyOf(token, organization));
  };

  async function findViewer({ credentials, enter }: AuthenticationRequest) {
    const cached = recall(credentials);
    if (cached) return cached;

    const { authorization, token = '', organization } = shownIn(credentials);
    const claims = await verify(authorization);
    const party = partyNamedBy(claims);
    const leave = await enter?.(party);
    try {
      const viewer = await identify(rest.db.onBehalfOf(party), claims, organization);
      known.set(keyOf(token, claims.organization ? undefined : organization), viewer);
      return viewer;
    } finally {
      leave?.();
    }
  }

  const authenticate: Authenticate = async (request) => {
    const viewer = await findViewer(request);
    if (!request.isCounted) count(viewer);
    const db = asViewer(rest.db, viewer);
    const who = { viewer, door: request.door, requestId: request.requestId };
    return createCaller({
      ...rest,
      ...who,
      ...gateway(textOf(request.credentials[GATEWAY_HEADER])),
      origin: request.origin,
      language: askedLanguage(textOf(request.credentials[LANGUAGE_HEADER])),
      db,
      load: loaderOf(db),
      ...recorderFor(db, who),
      report: (entry) => report(who, entry),
    });
  };
  return { authenticate, recall };
}

function shownIn(credentials: AuthenticationRequest['credentials']) {
  const authorization = textOf(credentials.authorization);
  const organization = ORGANIZATION_HEADERS.map((name) => textOf(credentials[name])).find(Boolean);
  return { authorization, token: bearerTokenIn(authorization), organization };
}

/** Before the person is looked up, it is who the token names. */
const partyNamedBy = ({ organization, account, email }: CallerClaims): Party => ({
  organization: Object.values(organization ?? {})[0] ?? '',
  person: account?.subject ?? email ?? '',
});

/** No token has a line break. */
const keyOf = (token: string, organization?: string) =>
  hash('sha256', organization === undefined ? token : `${token}\n${organization}`, 'base64');

/** Picks the credentials and the language, so that nothing else is kept with the connection. */
export const credentialsIn = (shown: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(shown)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => CREDENTIALS.includes(name)),
  );

/** In connection parameters, which are JSON, an organization's id may be a number. */
const textOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

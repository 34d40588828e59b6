import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { AuditDraft, Door, RequestContext } from '../context.ts';
import { asViewer } from '../database/as-viewer.ts';
import type { Db, Transaction } from '../database/db.ts';
import { loaderOf } from '../database/read.ts';
import { type Caller, createCaller } from '../use-case.ts';
import type { Viewer } from '../viewer.ts';
import type { CallerClaims } from './caller-token.ts';
import { GATEWAY_HEADER } from './gateway.ts';

/** What someone who stands at a door shows of themselves. */
export interface AuthenticationRequest {
  door: Door;
  requestId: string;
  origin: string;
  /** HTTP headers, or what `credentialsIn` found in a WebSocket's connection parameters: by their names in lower case. */
  credentials: Record<string, unknown>;
}

export type Authenticate = (request: AuthenticationRequest) => Promise<Caller>;

/** Who shows this, if they have shown it before and it still counts. */
export type Recall = (credentials: AuthenticationRequest['credentials']) => Viewer | undefined;

interface AuthenticatorOptions
  extends Omit<
    RequestContext,
    'viewer' | 'gatewayFields' | 'isGateway' | 'door' | 'requestId' | 'origin' | 'load' | 'record' | 'report'
  > {
  /** Decides which gateway fields are open to callers that show this secret. */
  gateway(shown: string | undefined): Pick<RequestContext, 'gatewayFields' | 'isGateway'>;
  verify(authorization: string | undefined): Promise<CallerClaims>;
  identify(db: Db, claims: CallerClaims, requestedOrganization?: string): Promise<Viewer>;
  record(
    transaction: Transaction,
    who: Pick<RequestContext, 'viewer' | 'door' | 'requestId'>,
    entry: AuditDraft,
  ): void;
  report(who: Pick<RequestContext, 'viewer' | 'door' | 'requestId'>, entry: AuditDraft): void;
}

const ORGANIZATION_HEADERS = ['x-org-id', 'orgid', 'x-org-alias', 'x-tenant-name'];
const CREDENTIALS = ['authorization', ...ORGANIZATION_HEADERS, GATEWAY_HEADER];
const MAX_REMEMBERED = 10_000;
/** People move between organizations; a viewer is looked up again after this long, in milliseconds. */
const MAX_AGE_MS = 5 * 60_000;

/** The one way in: every door turns a caller's token into the same context, or throws UNAUTHENTICATED. */
export function createAuthenticator({
  gateway,
  verify,
  identify,
  record,
  report,
  ...rest
}: AuthenticatorOptions): {
  authenticate: Authenticate;
  recall: Recall;
} {
  // Verifying costs more than most requests do. Keyed by a hash, so that the tokens themselves are not kept.
  const known = new LRUCache<string, Viewer>({ max: MAX_REMEMBERED, ttl: MAX_AGE_MS });

  /** Until their token has ended by the clock as it is now: it may have been set since. */
  function recallBy(key: string) {
    const viewer = known.get(key);
    return viewer && viewer.expiresAt.getTime() > Date.now() ? viewer : undefined;
  }

  async function recognize(credentials: AuthenticationRequest['credentials']) {
    const { authorization, organization, key } = shownIn(credentials);
    const remembered = recallBy(key);
    if (remembered) return remembered;

    const claims = await verify(authorization);
    const viewer = await identify(rest.db, claims, organization);
    known.set(key, viewer);
    return viewer;
  }

  const authenticate: Authenticate = async (request) => {
    const viewer = await recognize(request.credentials);
    const db = asViewer(rest.db, viewer);
    const who = { viewer, door: request.door, requestId: request.requestId };
    return createCaller({
      ...rest,
      ...who,
      ...gateway(textOf(request.credentials[GATEWAY_HEADER])),
      origin: request.origin,
      db,
      load: loaderOf(db),
      record: (transaction, entry) => record(transaction, who, entry),
      report: (entry) => report(who, entry),
    });
  };
  return { authenticate, recall: (credentials) => recallBy(shownIn(credentials).key) };
}

function shownIn(credentials: AuthenticationRequest['credentials']) {
  const authorization = textOf(credentials.authorization);
  const organization = ORGANIZATION_HEADERS.map((name) => textOf(credentials[name])).find(Boolean);
  return { authorization, organization, key: hash('sha256', `${authorization}\n${organization}`, 'base64') };
}

/** Of all that somebody shows, what says who they are: for whoever keeps it. */
export const credentialsIn = (shown: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(shown)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => CREDENTIALS.includes(name)),
  );

/** Connection parameters are JSON, so an organization's number may come as one. */
const textOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

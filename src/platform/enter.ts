import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { CallerClaims } from './caller-token.ts';
import type { AuditDraft, Door, RequestContext } from './context.ts';
import type { EntityManager } from './database.ts';
import { loaderOf } from './read.ts';
import type { Viewer } from './viewer.ts';
import { asViewer } from './visible-to.ts';

/** What someone who stands at a door shows of themselves. */
export interface Knock {
  door: Door;
  requestId: string;
  origin: string;
  /** HTTP headers, or a WebSocket's connection parameters: names in any case. */
  credentials: Record<string, unknown>;
}

export type Enter = (knock: Knock) => Promise<RequestContext>;

interface House extends Omit<RequestContext, 'viewer' | 'door' | 'requestId' | 'origin' | 'load' | 'record' | 'report'> {
  verify(authorization: string | undefined): Promise<CallerClaims>;
  identify(em: EntityManager, claims: CallerClaims, requestedOrganization?: string): Promise<Viewer>;
  record(em: EntityManager, who: Pick<RequestContext, 'viewer' | 'door' | 'requestId'>, entry: AuditDraft): void;
  report(who: Pick<RequestContext, 'viewer' | 'door' | 'requestId'>, entry: AuditDraft): void;
}

const ORGANIZATION_HEADERS = ['x-org-id', 'orgid', 'x-org-alias', 'x-tenant-name'];
const MAX_REMEMBERED = 10_000;
/** People move between organizations; a viewer is looked up again after this long, in milliseconds. */
const MAX_AGE = 5 * 60_000;

/** The one way in: every door turns a caller's token into the same context, or throws UNAUTHENTICATED. */
export function openHouse({ verify, identify, record, report, ...rest }: House): Enter {
  // Verifying costs more than most requests do. Keyed by a hash, so that the tokens themselves are not kept.
  const known = new LRUCache<string, Viewer>({ max: MAX_REMEMBERED });

  async function recognize({ credentials }: Knock) {
    const shown = new Map(Object.entries(credentials).map(([name, value]) => [name.toLowerCase(), textOf(value)]));
    const authorization = shown.get('authorization');
    const organization = ORGANIZATION_HEADERS.map((name) => shown.get(name)).find(Boolean);
    const key = createHash('sha256').update(`${authorization}\n${organization}`).digest('base64');
    const remembered = known.get(key);
    if (remembered) return remembered;

    const claims = await verify(authorization);
    const viewer = await identify(rest.em, claims, organization);
    known.set(key, viewer, { ttl: Math.min(MAX_AGE, viewer.expiresAt.getTime() - Date.now()) || 1 });
    return viewer;
  }

  return async (knock) => {
    const viewer = await recognize(knock);
    const em = asViewer(rest.em, viewer);
    const who = { viewer, door: knock.door, requestId: knock.requestId };
    return {
      ...rest,
      ...who,
      origin: knock.origin,
      em,
      load: loaderOf(em),
      record: (work, entry) => record(work, who, entry),
      report: (entry) => report(who, entry),
    };
  };
}

/** Connection parameters are JSON, so an organization's number may come as one. */
const textOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);

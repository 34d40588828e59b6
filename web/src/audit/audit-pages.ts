import type { Client } from 'urql';
import { type AuditFilter, AuditLogDocument, type AuditLogQueryVariables } from '../gql/hooks.ts';

const PAGE_SIZE = 100;

/** Every matching page of the log, newest first, without the cache. */
export async function* auditPages(client: Client, filter: AuditFilter) {
  for (let after: string | null = null, hasMore = true; hasMore; ) {
    const variables: AuditLogQueryVariables = { filter, first: PAGE_SIZE, after };
    const { data, error } = await client
      .query(AuditLogDocument, variables, { requestPolicy: 'network-only' })
      .toPromise();
    const retryAfterSeconds = error?.graphQLErrors[0]?.extensions.retryAfterSeconds;
    if (typeof retryAfterSeconds === 'number') {
      // A long log needs more requests than the rate limit allows in a minute.
      await new Promise((resume) => setTimeout(resume, retryAfterSeconds * 1_000));
      continue;
    }
    if (!data) throw error;
    yield data.auditLog;
    after = data.auditLog.pageInfo.endCursor;
    hasMore = data.auditLog.pageInfo.hasNextPage;
  }
}

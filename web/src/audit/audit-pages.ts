import type { Client } from 'urql';
import { type AuditFilter, AuditLogDocument, type AuditLogQueryVariables } from '../gql/hooks.ts';

const MOST_PER_PAGE = 100;

/** Every page of the log that matches, newest first, straight from the server. */
export async function* auditPages(client: Client, filter: AuditFilter) {
  for (let after: string | null = null, hasMore = true; hasMore; ) {
    const variables: AuditLogQueryVariables = { filter, first: MOST_PER_PAGE, after };
    const { data, error } = await client
      .query(AuditLogDocument, variables, { requestPolicy: 'network-only' })
      .toPromise();
    const retryAfterSeconds = error?.graphQLErrors[0]?.extensions.retryAfterSeconds;
    if (typeof retryAfterSeconds === 'number') {
      // A long log is more requests than a minute allows. It only takes longer.
      await new Promise((resume) => setTimeout(resume, retryAfterSeconds * 1_000));
      continue;
    }
    if (!data) throw error;
    yield data.auditLog;
    after = data.auditLog.pageInfo.endCursor;
    hasMore = data.auditLog.pageInfo.hasNextPage;
  }
}

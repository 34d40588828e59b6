import type { RequestContext } from '../platform/context.ts';
import type { Db } from '../platform/database/db.ts';
import { record } from './record.ts';
import { openReads } from './record-reads.ts';
import { openRefusals } from './record-refusals.ts';

/** Puts on record what one node's callers do, are refused and read. */
export function openAuditTrail(db: Db, onFault: (error: unknown, about: string) => void) {
  const refusals = openRefusals(db, onFault);
  const readRecorder = openReads();
  return {
    recorderFor(
      ownDb: Db,
      { viewer, door, requestId }: Pick<RequestContext, 'viewer' | 'door' | 'requestId'>,
    ): Pick<RequestContext, 'record' | 'recordRefusal' | 'recordRead'> {
      const who = { orgId: viewer.orgId, door, requestId };
      return {
        record: (transaction, entry) => record(transaction, who, entry),
        recordRefusal: (entry) => refusals.record(viewer, who, entry),
        recordRead: readRecorder(ownDb, viewer, who),
      };
    },
    /** Writes what has only been counted. */
    close: () => refusals.flush(),
  };
}

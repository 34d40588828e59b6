import type { AuditDraft, RequestContext } from './context.ts';
import type { Transaction } from './database/db.ts';
import { loaderOf } from './database/read.ts';
import type { Hint } from './events/events.ts';
import { Forbidden, Refusal, RoomNotReady } from './refusals.ts';
import type { Viewer } from './viewer.ts';

interface Rule<Subject> {
  /** Completes the sentence "You may not …", and names the audit entry. */
  action: string;
  allow(viewer: Viewer, subject: Subject): boolean;
}

interface WithSubject<Input, Subject> {
  /** What the caller wants to act on, as far as they can see it. */
  subject(ctx: RequestContext, input: Input): Promise<Subject> | Subject;
}

interface WithLock<Input, Subject> {
  /** The same, held until the change is made. Not where many ask in vain, such as those who wait. */
  lock(work: Work, input: Input): Promise<Subject>;
}

type Change<Input, Subject, Output> = Rule<Subject> &
  (WithSubject<Input, Subject> | WithLock<Input, Subject>) & {
    run(work: Work, subject: Subject, input: Input): Promise<Output>;
  };

interface View<Input, Subject, Output> extends Rule<Subject>, WithSubject<Input, Subject> {
  read(ctx: RequestContext, subject: Subject, input: Input): Promise<Output> | Output;
}

/** One unit of work: its transaction, its audit entry, and what to tell the world afterwards. */
export interface Work extends RequestContext {
  db: Transaction;
  audit: AuditDraft;
  /** Something else that was done on the way, and belongs on record by itself. */
  recordAction(action: string): void;
  announce(topics: string[], hint: Hint): void;
}

/** Something that changes the record. The change and its audit row are one commit, and only then is it announced. */
export function change<Input extends { appointmentId?: number }, Subject, Output>(
  rule: Change<Input, Subject, Output>,
) {
  return (ctx: RequestContext, input: Input): Promise<Output> =>
    recordingRefusals(ctx, rule.action, input, async () => {
      const preloaded = 'subject' in rule ? authorize(ctx, rule, await rule.subject(ctx, input)) : undefined;
      const announcements: [topics: string[], hint: Hint][] = [];
      const audit: AuditDraft = { action: rule.action, appointmentId: input.appointmentId, allowed: true };
      const entries = [audit];

      const db = ctx.db.begin();
      try {
        // Everything the work reads, it reads inside its transaction: the embedded database has but one connection.
        const announce = (...announcement: (typeof announcements)[0]) =>
          void announcements.push(announcement);
        const recordAction = (action: string) => void entries.unshift({ ...audit, action });
        const work: Work = { ...ctx, db, load: loaderOf(db), audit, recordAction, announce };
        const subject =
          'lock' in rule ? authorize(ctx, rule, await rule.lock(work, input)) : (preloaded as Subject); // one or the other
        const output = await rule.run(work, subject, input);
        for (const entry of entries) ctx.record(db, entry);
        await db.commit();
        for (const entry of entries) ctx.report(entry);
        for (const [topics, hint] of announcements)
          for (const topic of topics) ctx.events.publish(topic, hint);
        return output;
      } catch (error) {
        await db.rollback();
        throw error;
      }
    });
}

/** Something that is only looked at. */
export function view<Input extends { appointmentId?: number | undefined }, Subject, Output>(
  rule: View<Input, Subject, Output>,
) {
  return (ctx: RequestContext, input: Input): Promise<Output> =>
    recordingRefusals(ctx, rule.action, input, async () =>
      rule.read(ctx, authorize(ctx, rule, await rule.subject(ctx, input)), input),
    );
}

function authorize<Subject>({ viewer }: RequestContext, { action, allow }: Rule<Subject>, subject: Subject) {
  if (!allow(viewer, subject)) throw new Forbidden(`You may not ${action}`);
  return subject;
}

async function recordingRefusals<Output>(
  ctx: RequestContext,
  action: string,
  { appointmentId }: { appointmentId?: number | undefined },
  work: () => Promise<Output>,
) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && !(error instanceof RoomNotReady)) {
      const db = ctx.db.begin();
      const entry = { action, appointmentId, allowed: false, code: error.code };
      ctx.record(db, entry);
      await db.commit();
      ctx.report(entry);
    }
    throw error;
  }
}

import type { AuditDraft, RequestContext } from './context.ts';
import { Forbidden, Refusal, RoomNotReady } from './errors.ts';
import { loaderOf } from './read.ts';
import type { Viewer } from './viewer.ts';

interface Rule<Input, Subject> {
  /** Completes the sentence "You may not …", and names the audit entry. */
  action: string;
  /** What the caller wants to act on, as far as they can see it. */
  subject(ctx: RequestContext, input: Input): Promise<Subject> | Subject;
  allow(viewer: Viewer, subject: Subject): boolean;
}

interface Change<Input, Subject, Output> extends Rule<Input, Subject> {
  run(work: Work, subject: Subject, input: Input): Promise<Output>;
}

interface View<Input, Subject, Output> extends Rule<Input, Subject> {
  read(ctx: RequestContext, subject: Subject, input: Input): Promise<Output> | Output;
}

/** One unit of work: an EntityManager inside its transaction, its audit entry, and what to tell the world afterwards. */
export interface Work extends RequestContext {
  audit: AuditDraft;
  /** Something else that was done on the way, and belongs on record by itself. */
  alsoDid(action: string): void;
  announce(topics: string[], payload: { appointmentId: number }): void;
}

/** Something that changes the record. The change and its audit row are one commit, and only then is it announced. */
export function change<Input extends { appointmentId?: number }, Subject, Output>(rule: Change<Input, Subject, Output>) {
  return (ctx: RequestContext, input: Input): Promise<Output> =>
    recordingRefusals(ctx, rule.action, input, async () => {
      const em = ctx.em.fork();
      const subject = await admit({ ...ctx, em }, rule, input);
      const announcements: [string[], { appointmentId: number }][] = [];
      const audit: AuditDraft = { action: rule.action, appointmentId: input.appointmentId, allowed: true };
      const entries = [audit];

      await em.begin();
      try {
        // Everything the work reads, it reads inside its transaction: the embedded database has but one connection.
        const announce = (...announcement: (typeof announcements)[0]) => void announcements.push(announcement);
        const alsoDid = (action: string) => void entries.unshift({ ...audit, action });
        const work: Work = { ...ctx, em, load: loaderOf(em), audit, alsoDid, announce };
        const output = await rule.run(work, subject, input);
        for (const entry of entries) ctx.record(em, entry);
        await em.commit();
        for (const entry of entries) ctx.report(entry);
        for (const [topics, payload] of announcements) await tell(ctx, topics, payload);
        return output;
      } catch (error) {
        if (em.isInTransaction()) await em.rollback();
        throw error;
      }
    });
}

/** Something that is only looked at. */
export function view<Input extends { appointmentId?: number | undefined }, Subject, Output>(rule: View<Input, Subject, Output>) {
  return (ctx: RequestContext, input: Input): Promise<Output> =>
    recordingRefusals(ctx, rule.action, input, async () => rule.read(ctx, await admit(ctx, rule, input), input));
}

async function admit<Input, Subject>(ctx: RequestContext, { action, subject, allow }: Rule<Input, Subject>, input: Input) {
  const found = await subject(ctx, input);
  if (!allow(ctx.viewer, found)) throw new Forbidden(`You may not ${action}`);
  return found;
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
      const em = ctx.em.fork();
      const entry = { action, appointmentId, allowed: false, code: error.code };
      ctx.record(em, entry);
      await em.flush();
      ctx.report(entry);
    }
    throw error;
  }
}

/** An event is a hint: a broker that is down delays it until the next repeat, and must not fail what is committed. */
async function tell({ events, requestId }: RequestContext, topics: string[], payload: { appointmentId: number }) {
  await Promise.all(topics.map(async (topic) => events.publish(topic, payload))).catch((error: unknown) =>
    events.onProblem(error, requestId),
  );
}

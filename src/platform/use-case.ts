import type { Action, AuditDraft, GatewayField, RequestContext, ViewContext } from './context.ts';
import type { Transaction } from './database/db.ts';
import { loaderOf, type Shape } from './database/read.ts';
import { Forbidden, Refusal, RoomNotReady } from './refusals.ts';
import type { Viewer } from './viewer.ts';

const INSIDE = Symbol('inside');

/** Who asks, through which door. All that a door can see of a request: only the use cases of this file open it. */
export interface Caller
  extends Readonly<
    Pick<RequestContext, 'viewer' | 'door' | 'requestId' | 'origin' | 'gatewayFields' | 'isGateway'>
  > {
  readonly [INSIDE]: RequestContext;
}

export function createCaller(context: RequestContext): Caller {
  const { viewer, door, requestId, origin, gatewayFields, isGateway } = context;
  return { viewer, door, requestId, origin, gatewayFields, isGateway, [INSIDE]: context };
}

interface Rule<Subject> {
  /** Completes the sentence "You may not …", and names the audit entry. */
  action: Action;
  allow(viewer: Viewer, subject: Subject): boolean;
}

/** For `allow`, where visibility alone decides. */
export const everyone = () => true;

interface WithSubject<Input, Subject> {
  /** What the caller wants to act on, as far as they can see it. */
  subject(ctx: ViewContext, input: Input): Promise<Subject> | Subject;
}

interface WithLock<Input, Subject> {
  /** The same, locked until the change is made. Not where many ask in vain, such as waiting patients. */
  lock(work: Work, input: Input): Promise<Subject>;
}

type Change<Input, Subject, Output> = Rule<Subject> &
  (WithSubject<Input, Subject> | WithLock<Input, Subject>) & {
    run(work: Work, subject: Subject, input: Input): Promise<Output>;
  };

interface View<Input, Subject, Output> extends Rule<Subject>, WithSubject<Input, Subject> {
  read(ctx: ViewContext, subject: Subject, input: Input): Promise<Output> | Output;
}

interface Watch<Input, Subject, Output> extends Rule<Subject>, WithSubject<Input, Subject> {
  open(ctx: WatchContext, subject: Subject, input: Input): Output;
}

/** One unit of work: its transaction, its audit entry, and what to tell the world afterwards. */
export interface Work extends ViewContext {
  db: Transaction;
  audit: AuditDraft;
  /** Puts something else that was done on the way on record, by itself. */
  recordAction(action: Action): void;
  /** Tells everybody who listens to these topics, once it is committed, which key to look at. */
  announce(topics: string[], key: number): void;
}

/** For those who listen for a long time: events, and a database that can note that they are there. */
export type WatchContext = ViewContext & Pick<RequestContext, 'db' | 'events'>;

/**
 * Something that changes the record. The change and its audit entry are one commit, and only then is it announced.
 * The entry is about the input's `appointmentId`, where it has one.
 */
export function change<Input extends object, Subject, Output>(rule: Change<Input, Subject, Output>) {
  return ({ [INSIDE]: ctx }: Caller, input: Input): Promise<Output> =>
    recordingRefusals(ctx, rule.action, input, async () => {
      const preloaded = 'subject' in rule ? authorize(ctx, rule, await rule.subject(ctx, input)) : undefined;
      const announcements: [topics: string[], key: number][] = [];
      const audit: AuditDraft = { action: rule.action, appointmentId: appointmentIdIn(input), allowed: true };
      const entries = [audit];

      const db = ctx.db.begin();
      try {
        // Everything the work reads, it reads inside its transaction: the embedded database has but one connection.
        const announce = (...announcement: (typeof announcements)[0]) =>
          void announcements.push(announcement);
        const recordAction = (action: Action) => void entries.unshift({ ...audit, action });
        const work: Work = { ...ctx, db, load: loaderOf(db), audit, recordAction, announce };
        const subject =
          'lock' in rule ? authorize(ctx, rule, await rule.lock(work, input)) : (preloaded as Subject); // one or the other
        const output = await rule.run(work, subject, input);
        for (const entry of entries) ctx.record(db, entry);
        await db.commit();
        for (const entry of entries) ctx.report(entry);
        for (const [topics, key] of announcements)
          for (const topic of topics) ctx.events.publish(topic, String(key));
        return output;
      } catch (error) {
        await db.rollback();
        throw error;
      }
    });
}

/** Something that is only looked at. */
export function view<Input extends object, Subject, Output>(rule: View<Input, Subject, Output>) {
  return ({ [INSIDE]: ctx }: Caller, input: Input): Promise<Output> =>
    recordingRefusals(ctx, rule.action, input, async () =>
      rule.read(ctx, authorize(ctx, rule, await rule.subject(ctx, input)), input),
    );
}

/** Something that a caller is told of for as long as they listen. */
export function watch<Input extends object, Subject, Output>(rule: Watch<Input, Subject, Output>) {
  return ({ [INSIDE]: ctx }: Caller, input: Input): Promise<Output> =>
    recordingRefusals(ctx, rule.action, input, async () =>
      rule.open(ctx, authorize(ctx, rule, await rule.subject(ctx, input)), input),
    );
}

/** Something that a row has to tell to everyone who can see the row. */
export function field<Row extends object, Output>(
  read: (ctx: Pick<ViewContext, 'viewer' | 'load'>, row: Row) => Output,
) {
  return ({ [INSIDE]: ctx }: Caller, row: Row): Output => read(ctx, row);
}

/** The row that another one names by id, as far as the viewer can see it. Read together for all of one level. */
export const related = <Row extends object, Entity extends object, Field extends keyof Entity & string>(
  shape: Shape<Entity, Field>,
  idOf: (row: Row) => number | null | undefined,
) =>
  field(({ load }, row: Row) => {
    const id = idOf(row);
    return id == null ? null : load(shape, id);
  });

/** Counts and logs that this caller asked what only a gateway may ask. */
export const reportForbidden = ({ [INSIDE]: ctx }: Caller, field: GatewayField) =>
  ctx.report({ action: `ask for ${field}`, allowed: false, code: 'FORBIDDEN' });

function authorize<Subject>({ viewer }: ViewContext, { action, allow }: Rule<Subject>, subject: Subject) {
  if (!allow(viewer, subject)) throw new Forbidden(`You may not ${action}`);
  return subject;
}

async function recordingRefusals<Output>(
  ctx: RequestContext,
  action: Action,
  input: object,
  work: () => Promise<Output>,
) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && !(error instanceof RoomNotReady)) {
      const db = ctx.db.begin();
      const entry = { action, appointmentId: appointmentIdIn(input), allowed: false, code: error.code };
      ctx.record(db, entry);
      await db.commit();
      ctx.report(entry);
    }
    throw error;
  }
}

const appointmentIdIn = (input: object) =>
  'appointmentId' in input && typeof input.appointmentId === 'number' ? input.appointmentId : undefined;

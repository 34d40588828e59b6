import type { GatewayField, ReadAction, RequestContext, ViewContext, WatchContext, Work } from './context.ts';
import { loaderOf } from './database/loader.ts';
import type { Shape } from './database/shape.ts';
import { appointmentIdIn, authorize, draftOf, type Rule, readLine, recordingRefusals } from './recording.ts';
import { actingViewer, type Viewer } from './viewer.ts';

const INSIDE = Symbol('inside');

/** The part of a request's context that doors can see. Only the use cases of this file can open the rest. */
export interface Caller
  extends Readonly<
    Pick<
      RequestContext,
      'viewer' | 'door' | 'requestId' | 'origin' | 'language' | 'gatewayFields' | 'isGateway'
    >
  > {
  readonly [INSIDE]: RequestContext;
}

export function createCaller(context: RequestContext): Caller {
  const { viewer, door, requestId, origin, language, gatewayFields, isGateway } = context;
  return { viewer, door, requestId, origin, language, gatewayFields, isGateway, [INSIDE]: context };
}

/** Use it as `allow` if visibility alone decides. */
export const everyone = () => true;

interface WithSubject<Input, Subject> {
  /** Reads what the use case acts on, as far as the viewer can see it. */
  subject(ctx: ViewContext, input: Input): Promise<Subject> | Subject;
}

interface WithLock<Input, Subject> {
  /**
   * The same, but locks the rows until the transaction ends. Do not use it where most calls are refused, such
   * as polls of waiting patients.
   */
  lock(work: Work, input: Input): Promise<Subject>;
}

type Change<Input, Subject, Output> = Rule<Input, Subject> &
  (WithSubject<Input, Subject> | WithLock<Input, Subject>) & {
    run(work: Work, subject: Subject, input: Input): Promise<Output>;
  };

interface View<Input, Subject, Output> extends Rule<Input, Subject>, WithSubject<Input, Subject> {
  read(ctx: ViewContext, subject: Subject, input: Input): Promise<Output> | Output;
  /** Puts every answer on record under this action. */
  onRecord?: ReadAction;
}

interface Watch<Input, Subject, Output> extends Rule<Input, Subject>, WithSubject<Input, Subject> {
  open(ctx: WatchContext, subject: Subject, input: Input): Output;
}

/**
 * Defines a use case that changes data. The change and its audit entry are one transaction, and its events
 * are published after the commit. The audit entry takes its `appointmentId` from the input, if it has one.
 */
export function change<Input extends object, Subject, Output>(rule: Change<Input, Subject, Output>) {
  return ({ [INSIDE]: given }: Caller, input: Input): Promise<Output> =>
    recordingRefusals(given, draftOf(rule, input), async (ctx) => {
      const preloaded = 'subject' in rule ? authorize(ctx, rule, await rule.subject(ctx, input)) : undefined;
      const announcements: [topics: string[], key: number][] = [];
      const audit = draftOf(rule, input);
      const entries = [audit];
      const disclosed: ReadAction[] = [];

      const db = ctx.db.begin();
      try {
        // The work must read inside its transaction, because the embedded database has only one connection.
        const announce = (...announcement: (typeof announcements)[0]) =>
          void announcements.push(announcement);
        const recordAction: Work['recordAction'] = (action, subject = audit.subject) =>
          void entries.unshift({ ...audit, action, subject });
        const disclose = (action: ReadAction) => void disclosed.push(action);
        const work: Work = { ...ctx, db, load: loaderOf(db), audit, recordAction, disclose, announce };
        // `as`: a rule without `lock` has `subject`.
        const subject =
          'lock' in rule ? authorize(ctx, rule, await rule.lock(work, input)) : (preloaded as Subject);
        const output = await rule.run({ ...work, viewer: ctx.viewer }, subject, input);
        for (const entry of entries) ctx.record(db, { ...entry, actor: ctx.viewer.identity });
        await db.commit();
        for (const entry of entries) ctx.report(entry);
        for (const [topics, key] of announcements)
          for (const topic of topics) ctx.events.publish(topic, String(key));
        return output;
      } catch (error) {
        await db.rollback();
        for (const action of disclosed)
          await ctx.recordRead(readLine(ctx.viewer, action, appointmentIdIn(input)));
        throw error;
      }
    });
}

/** Defines a use case that only reads. */
export function view<Input extends object, Subject, Output>(rule: View<Input, Subject, Output>) {
  return ({ [INSIDE]: given }: Caller, input: Input): Promise<Output> =>
    recordingRefusals(given, draftOf(rule, input), async (ctx) => {
      const output = await rule.read(ctx, authorize(ctx, rule, await rule.subject(ctx, input)), input);
      if (rule.onRecord) await ctx.recordRead(readLine(ctx.viewer, rule.onRecord, appointmentIdIn(input)));
      return output;
    });
}

/** Defines a use case that a caller subscribes to. */
export function watch<Input extends object, Subject, Output>(rule: Watch<Input, Subject, Output>) {
  return ({ [INSIDE]: given }: Caller, input: Input): Promise<Output> =>
    recordingRefusals(given, draftOf(rule, input), async (ctx) =>
      rule.open(ctx, authorize(ctx, rule, await rule.subject(ctx, input)), input),
    );
}

/** Defines a field of a row. Everyone who can see the row may read it. */
export function field<Row extends object, Output>(
  read: (ctx: Pick<ViewContext, 'viewer' | 'load' | 'language'>, row: Row) => Output,
) {
  return ({ [INSIDE]: ctx }: Caller, row: Row): Output => read(ctx, row);
}

/**
 * The same field, and puts on record who reads it, unless there is nothing to read: `by` whom, in which role,
 * and `of` which appointment.
 */
export function onRecord<Row extends object, Output>(
  action: ReadAction,
  { of, by }: { of(row: Row): number; by(viewer: Viewer): boolean },
  read: (caller: Caller, row: Row) => Promise<Output> | null,
) {
  return async (caller: Caller, row: Row) => {
    const output = await read(caller, row);
    const { viewer, recordRead } = caller[INSIDE];
    if (output != null) await recordRead(readLine(actingViewer(viewer, by) ?? viewer, action, of(row)));
    return output;
  };
}

/**
 * A field for the row that another row references by id, or null if the viewer cannot see it. Reads are
 * batched.
 */
export const related = <Row extends object, Entity extends object, Field extends keyof Entity & string>(
  shape: Shape<Entity, Field>,
  idOf: (row: Row) => number | null | undefined,
) =>
  field(({ load }, row: Row) => {
    const id = idOf(row);
    return id == null ? null : load(shape, id);
  });

/** Logs and counts that a caller without permission selected a gateway field. */
export const reportForbidden = ({ [INSIDE]: ctx }: Caller, field: GatewayField) =>
  ctx.report({ action: `ask for ${field}`, allowed: false, code: 'FORBIDDEN' });

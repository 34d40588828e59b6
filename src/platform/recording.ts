import type { Action, AuditDraft, ReadAction, RequestContext, ViewContext } from './context.ts';
import { Busy, Forbidden, Refusal, RoomNotReady } from './refusals.ts';
import { actingViewer, type Viewer } from './viewer.ts';

export interface Rule<Input, Subject> {
  action: Action;
  allow(viewer: Viewer, subject: Subject): boolean;
  /** The entry's subject, if it is no appointment. Only a name of our own or an id, since refusals have it too. */
  about?(input: Input): string | undefined;
}

/** From here on, the context's viewer is the person in the role that the rule allows. */
export function authorize<Input, Subject>(
  ctx: ViewContext,
  { action, allow }: Rule<Input, Subject>,
  subject: Subject,
) {
  const acting = actingViewer(ctx.viewer, (viewer) => allow(viewer, subject));
  if (!acting) throw new Forbidden(`You may not ${action}`);
  ctx.viewer = acting;
  return subject;
}

/** Runs a use case, and puts on record that it was refused. */
export async function recordingRefusals<Output>(
  given: RequestContext,
  draft: AuditDraft,
  work: (ctx: RequestContext) => Promise<Output>,
) {
  // A copy: the other use cases of the request may be for other roles.
  const ctx = { ...given };
  try {
    return await work(ctx);
  } catch (error) {
    if (error instanceof Refusal && !(error instanceof RoomNotReady || error instanceof Busy)) {
      const entry = { ...draft, allowed: false, code: error.code };
      await ctx.recordRefusal({ ...entry, actor: ctx.viewer.identity });
      ctx.report(entry);
    }
    throw error;
  }
}

/** The entry of a use case that goes well. */
export const draftOf = <Input extends object>(
  { action, about }: Pick<Rule<Input, never>, 'action' | 'about'>,
  input: Input,
): AuditDraft => ({ action, appointmentId: appointmentIdIn(input), subject: about?.(input), allowed: true });

export const readLine = (
  { identity: actor }: Viewer,
  action: ReadAction,
  appointmentId: number | undefined,
) => ({
  actor,
  action,
  appointmentId,
});

export const appointmentIdIn = (input: object) =>
  'appointmentId' in input && typeof input.appointmentId === 'number' ? input.appointmentId : undefined;

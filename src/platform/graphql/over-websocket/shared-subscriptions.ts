import { hash } from 'node:crypto';
import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Caller } from '../../use-case.ts';
import type { Executor } from '../executor/executor.ts';
import { nameFields } from '../operations/name-fields.ts';

type Args = ExecutionArgs & { contextValue: Caller };
type Results = Map<string, ReturnType<Executor['execute']>>;

/**
 * `subscribe` of graphql-js for many listeners of the same events. Listeners whose answers must be equal share
 * one execution. A listener that differs in anything that an answer can depend on has its own.
 */
export function openSharedSubscriptions({ execute }: Executor) {
  const resultsOf = new WeakMap<object, Results>();

  function executeOnce(event: object, who: string, args: Args) {
    const results = resultsOf.get(event) ?? new Map();
    resultsOf.set(event, results);
    const result = results.get(who) ?? execute({ ...args, rootValue: event });
    results.set(who, result);
    return result;
  }

  return async (args: Args): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> => {
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) {
      nameFields(source.errors ?? [], args.document);
      return source;
    }
    const events = source as AsyncIterableIterator<object>; // the events of every subscription here are objects
    const who = sharingKeyOf(args);
    return answersTo(events, (event) => executeOnce(event, who, args));
  };
}

/** A hash of everything that an answer depends on besides the event. The token's expiry is no part of it. */
function sharingKeyOf({ document, operationName, variableValues, contextValue }: Args) {
  const { viewer, gatewayFields, door, origin, language } = contextValue;
  const viewpoint = { ...viewer, expiresAt: undefined, gatewayFields, door, origin, language };
  return hash(
    'sha256',
    JSON.stringify([document.loc?.source.body, operationName, variableValues, viewpoint]),
    'base64',
  );
}

function answersTo(
  events: AsyncIterableIterator<object>,
  answer: (event: object) => ReturnType<Executor['execute']>,
): AsyncIterableIterator<ExecutionResult> {
  const end = async () => ({ value: undefined, done: true }) as const;
  return {
    async next() {
      const { value, done } = await events.next();
      return done ? end() : { value: await answer(value), done: false };
    },
    async return() {
      await events.return?.();
      return end();
    },
    async throw(error) {
      await events.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

import { buildSchema, type ExecutionResult, parse } from 'graphql';
import { expect, test } from 'vitest';
import { Stream } from '../../../../src/platform/events/push-stream.ts';
import { openExecutor } from '../../../../src/platform/graphql/executor/executor.ts';
import { openSharedSubscriptions } from '../../../../src/platform/graphql/over-websocket/shared-subscriptions.ts';
import type { Caller } from '../../../../src/platform/use-case.ts';

/** A room whose `state` is made of the event, and `guests` have to be looked up; it counts how often either is made. */
function openRoom() {
  const schema = buildSchema(
    'type Query { room: Room } type Subscription { room: Room } type Room { state: String guests: Int }',
  );
  const made = { state: 0, guests: 0 };
  const streams: Stream<object>[] = [];
  const room = schema.getSubscriptionType()?.getFields().room;
  const fields = (
    schema.getType('Room') as unknown as { getFields(): Record<string, { resolve?: unknown }> }
  ).getFields(); // an object type
  const subscribe = openSharedSubscriptions(openExecutor(schema));
  Object.assign(room ?? {}, {
    resolve: (event: object) => event,
    subscribe: () => {
      const stream = new Stream<object>(10, () => {});
      streams.push(stream);
      return stream;
    },
  });
  Object.assign(fields.state ?? {}, {
    resolve: ({ became }: { became: string }, _args: object, { viewer }: Caller) => {
      made.state += 1;
      return `${became} for ${viewer.identity}`;
    },
  });
  Object.assign(fields.guests ?? {}, {
    resolve: (_event: object, _args: object, { load }: { load: () => number }) => {
      made.guests += 1;
      return load();
    },
  });
  return {
    made,
    tell(event: object) {
      for (const stream of streams) stream.push(event);
    },
    async listen(query: string, identity: string, load = () => 0) {
      const contextValue = { viewer: { identity }, load } as unknown as Caller; // no more of it is asked for
      const answers = (await subscribe({
        schema,
        document: parse(query),
        contextValue,
      })) as AsyncIterableIterator<ExecutionResult>;
      return async () => (await answers.next()).value.data.room;
    },
  };
}

test('who sees with the same eyes and asks for the same is told what was made once for all of them', async () => {
  const room = openRoom();
  const janes = await Promise.all(
    [1, 2, 3].map(() => room.listen('subscription { room { state } }', 'jane')),
  );
  const johns = await room.listen('subscription { room { state } }', 'john');
  room.tell({ became: 'open' });
  for (const next of janes) expect(await next()).toEqual({ state: 'open for jane' });
  expect(await johns()).toEqual({ state: 'open for john' });
  expect(room.made.state).toBe(2);
});

test('what has to be looked up is looked up each time, though the event is the same', async () => {
  const room = openRoom();
  let guests = 0;
  const next = await room.listen('subscription { room { state guests } }', 'jane', () => guests);
  for (guests of [1, 2, 2]) {
    room.tell({ became: 'open' });
    expect(await next()).toEqual({ state: 'open for jane', guests });
  }
  expect(room.made.guests).toBe(3);
});

import { expect, test } from 'vitest';
import { brokerAddress } from '../../../../src/platform/events/broker/broker-address.ts';

test('the channel is taken out of the address, and all else reaches the broker', () => {
  expect(brokerAddress('rediss://clinic:p%40ss@broker:6380/2?family=6&channel=clinic-1')).toEqual({
    url: 'rediss://clinic:p%40ss@broker:6380/2?family=6',
    channel: 'clinic-1',
  });
  expect(brokerAddress('nats://broker?channel=clinic-1')).toEqual({
    url: 'nats://broker',
    channel: 'clinic-1',
  });
});

test('without a channel it is readyroom', () => {
  expect(brokerAddress('redis://broker:6379')).toEqual({ url: 'redis://broker:6379', channel: 'readyroom' });
});

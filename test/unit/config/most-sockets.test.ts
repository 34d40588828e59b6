import { expect, test } from 'vitest';
import { mostSockets } from '../../../src/config/most-sockets.ts';

const limits = (soft: string) => `Limit                     Soft Limit           Hard Limit           Units
Max processes             127235               127235               processes
Max open files            ${soft.padEnd(20)} 1048576              files
Max locked memory         8388608              8388608              bytes`;

test.each([
  ['20000', 18_000],
  ['1048576', 943_718],
  ['1024', 824],
  ['256', 56],
  ['64', 1],
])('of %s descriptors %d are for sockets: a tenth is left, and no fewer than 200', (soft, most) => {
  expect(mostSockets(limits(soft))).toBe(most);
});

test('where there is no limit, or nobody tells, as many as macOS would allow', () => {
  expect([mostSockets(limits('unlimited')), mostSockets('')]).toEqual([9_216, 9_216]);
});

test('this process has room for sockets', () => {
  expect(mostSockets()).toBeGreaterThan(0);
});

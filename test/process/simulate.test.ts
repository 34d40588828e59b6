import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('the arithmetic of docs/scaling.md agrees with a simulated fleet, on an ordinary day and on a bad one', async () => {
  const env = { PATH: process.env.PATH, PATIENTS: '20000' };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['bench/waiting/simulate.mjs'], {
    env,
  });
  expect(stderr).toBe('');
  expect(stdout).toContain("the clinic's node");
});

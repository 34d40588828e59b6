import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { printContract } from '../../../src/commands/contract.ts';

test.each(['api.graphql', 'telehealth.graphql', 'openapi.json', 'actions.json'] as const)(
  'schema/%s is what the source prints',
  async (name) => {
    const committed = await readFile(new URL(`../../../schema/${name}`, import.meta.url), 'utf8');
    expect(committed, 'Run `npm run codegen` and commit what changes').toBe((await printContract())[name]);
  },
);

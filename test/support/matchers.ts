import { expect } from 'vitest';
import type { Answer } from './people/person.ts';

declare module 'vitest' {
  interface Assertion {
    /** A GraphQL answer that was refused with this code, and nothing done. */
    toBeRefused(code: string): void;
  }
}

expect.extend({
  toBeRefused(answer: Answer<unknown>, code: string) {
    const codes = answer.errors?.map(({ extensions }) => extensions.code) ?? [];
    const pass = codes.length === 1 && codes[0] === code;
    return { pass, message: () => `expected a refusal with ${code}, got ${JSON.stringify(answer)}` };
  },
});

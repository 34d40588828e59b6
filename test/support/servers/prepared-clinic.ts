import { cpSync } from 'node:fs';
import { inject } from 'vitest';
import { temporaryFolder } from './process.ts';

/** A data folder of this test's own with the demo clinic in it, gone with the test. */
export function preparedClinic() {
  const folder = temporaryFolder();
  cpSync(inject('preparedClinic'), folder, { recursive: true });
  return folder;
}

import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readSignedHead } from './signed-head.ts';

/** A head that is malformed or not signed with the key. */
export class ForgedHead extends Error {}

/** Reads signed heads from files with one head per line, of any organizations. Throws `ForgedHead`. */
export async function readSignedHeads(key: KeyObject, paths: readonly string[]) {
  const files = await Promise.all(
    paths.map(async (path) => ({ path, lines: (await readFile(path, 'utf8')).split('\n').filter(Boolean) })),
  );
  const heads = files.flatMap(({ path, lines }) =>
    lines.map((line) =>
      readSignedHead(key, line).catch(() => {
        throw new ForgedHead(`${path} holds a head that was not signed with this key`);
      }),
    ),
  );
  return Promise.all(heads);
}

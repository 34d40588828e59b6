import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readSignedHead } from './signed-head.ts';

/** It is not what the holder of the key has signed. */
export class ForgedHead extends Error {}

/** The heads in files that hold one a line, of one organization or of several. */
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

import { readFileSync } from 'node:fs';
import { circlesIn, flatFiles, importsBelow, roomsOf } from './measure.ts';

/** Prints the structure of the code: rooms, imports between them, cycles, large folders and long files. */
for (const tree of ['src', 'web/src']) {
  const imports = importsBelow(tree);
  const folders = [...flatFiles(imports)].sort(([, one], [, other]) => other - one);
  const lengths = [...imports.keys()]
    .map((path) => readFileSync(path, 'utf8').split('\n').length - 1)
    .sort((a, b) => a - b);
  const lengthAt = (share: number) => lengths[Math.floor((lengths.length - 1) * share)];
  console.log(
    `${tree}: ${imports.size} files; ` +
      `lines: median ${lengthAt(0.5)}, p95 ${lengthAt(0.95)}, longest ${lengthAt(1)}`,
  );
  console.log(
    `  circles of files: ${
      circlesIn(imports)
        .map((circle) => circle.join(' '))
        .join('; ') || 'none'
    }`,
  );
  console.log(
    `  most crowded: ${folders
      .slice(0, 3)
      .map(([folder, count]) => `${folder} ${count}`)
      .join(', ')}`,
  );
  for (const place of tree === 'src' ? [tree, 'src/platform'] : [tree]) {
    const rooms = roomsOf(imports, place);
    const arrows = [...rooms.values()].reduce((sum, others) => sum + others.length, 0);
    const circles = circlesIn(rooms);
    console.log(
      `  ${place}: ${rooms.size} rooms, ${arrows} arrows, ` +
        `circles: ${circles.map((circle) => circle.join(' ')).join('; ') || 'none'}`,
    );
  }
}

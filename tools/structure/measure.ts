import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Maps each file to the files of the same tree that it imports, including type imports. */
export type Imports = Map<string, string[]>;

/** Finds the relative imports of all TypeScript files below a folder, with a regular expression. */
export function importsBelow(folder: string): Imports {
  const paths = globSync(`${folder}/**/*.{ts,tsx}`).filter((path) => !path.endsWith('.d.ts'));
  const known = new Set(paths);
  return new Map(paths.map((path) => [path, importsOf(path).filter((target) => known.has(target))]));
}

function importsOf(path: string) {
  const specifiers = readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
  return [...specifiers].map(([, specifier]) => join(dirname(path), String(specifier)));
}

/** Returns import cycles: strongly connected components of two or more files (Tarjan's algorithm). */
export function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];

  function visit(node: string) {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    stack.push(node);
    for (const next of imports.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(node) !== order.get(node)) return;
    const group = stack.splice(stack.indexOf(node));
    if (group.length > 1) circles.push(group.sort());
  }
  for (const node of imports.keys()) if (!order.has(node)) visit(node);
  return circles;
}

/** Returns the imports between rooms. A room is a folder directly below `place`, or a file in it. */
export function roomsOf(imports: Imports, place: string): Map<string, string[]> {
  const roomOf = (path: string) => {
    const [head = '', ...rest] = relative(place, path).split('/');
    return head === '..' ? undefined : rest.length > 0 ? `${head}/` : head;
  };
  const rooms = new Map<string, Set<string>>();
  for (const [path, targets] of imports) {
    const room = roomOf(path);
    if (!room) continue;
    const others = rooms.get(room) ?? new Set();
    rooms.set(room, others);
    for (const target of targets) {
      const other = roomOf(target);
      if (other && other !== room) others.add(other);
    }
  }
  return new Map([...rooms].map(([room, others]) => [room, [...others].sort()]));
}

/** Counts the files directly in each folder. */
export function flatFiles(imports: Imports): Map<string, number> {
  return new Map(
    [...Map.groupBy(imports.keys(), (path) => dirname(path))].map(([folder, paths]) => [
      folder,
      paths.length,
    ]),
  );
}

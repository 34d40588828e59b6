import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A file, and the files of the same tree that it imports, types included. */
export type Imports = Map<string, string[]>;

/** Finds the imports of every TypeScript file below a folder, as text. */
export function importsBelow(folder: string): Imports {
  const paths = globSync(`${folder}/**/*.{ts,tsx}`).filter((path) => !path.endsWith('.d.ts'));
  const known = new Set(paths);
  return new Map(paths.map((path) => [path, importsOf(path).filter((target) => known.has(target))]));
}

function importsOf(path: string) {
  const specifiers = readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
  return [...specifiers].map(([, specifier]) => join(dirname(path), String(specifier)));
}

/** Groups of files that import each other in a circle (Tarjan's strongly connected components of two or more). */
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

/** The folders one level below a place and the files in it, as rooms, each with the rooms that it imports. */
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

/** How many files lie directly in each folder. */
export function flatFiles(imports: Imports): Map<string, number> {
  return new Map(
    [...Map.groupBy(imports.keys(), (path) => dirname(path))].map(([folder, paths]) => [
      folder,
      paths.length,
    ]),
  );
}

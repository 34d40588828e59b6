import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type Copy, DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { expect, test } from 'vitest';

const source = readFileSync('Dockerfile', 'utf8');
const dockerfile = DockerfileParser.parse(source);
const stages = dockerfile.getFROMs();
const copies = dockerfile.getCOPYs() as Copy[]; // the parser's own class for them
const argumentsOf = (copy: Copy) => copy.getArguments().map((argument) => argument.getValue());
const last = (keyword: string) =>
  dockerfile.getInstructions().findLast((instruction) => instruction.getKeyword() === keyword);

test('the Dockerfile has no mistakes', () => {
  expect(validate(source).map(({ message }) => message)).toEqual([]);
  expect(validate('FROM node:24\nCOPY --form=build a b\n').map(({ message }) => message)).toEqual([
    'Unknown flag: form',
  ]);
});

test('it builds upon one exact version of Node', () => {
  const [node] = dockerfile.getInitialARGs().map((argument) => argument.getProperty());
  expect([node?.getName(), node?.getValue()]).toEqual([
    'NODE',
    expect.stringMatching(/^node:\d+\.\d+\.\d+-slim$/),
  ]);
  const bases = new Set(stages.map((stage) => stage.getImage()));
  expect(bases).toEqual(new Set([`$\{NODE}`, 'manifests']));
});

test('everything that it copies is there, and is let through to it', () => {
  const fromHere = copies
    .filter((copy) => !copy.getFromFlag())
    .flatMap((copy) => argumentsOf(copy).slice(0, -1));
  const allowed = readFileSync('.dockerignore', 'utf8').match(/(?<=^!)\S+/gm) ?? [];
  expect(fromHere.length).toBeGreaterThan(5);
  for (const path of fromHere)
    expect([
      path,
      existsSync(path),
      allowed.some((way) => path === way || path.startsWith(`${way}/`)),
    ]).toEqual([path, true, true]);
});

test('what it takes over from the other stages is what `npm run build` made and what the server needs at work', () => {
  const taken = copies.flatMap((copy) => {
    const stage = copy.getFromFlag()?.getValue();
    return stage ? [`${stage} ${argumentsOf(copy)[0]}`] : [];
  });
  expect(taken).toEqual(['dependencies /app/node_modules', 'build /app/dist', 'build /app/web/dist']);
  const installed = dockerfile
    .getInstructions()
    .find((instruction) => instruction.getArgumentsContent()?.includes('--omit=dev'));
  expect(installed?.getArgumentsContent()).toContain('--omit=optional');
});

test('what the server reads beside its own code is in it', () => {
  const read = globSync('src/**/*.ts').flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/new URL\('([^']+)', import\.meta\.url\)/g)]
      .map(([, url]) => relative('.', join(dirname(path), String(url))))
      .filter((file) => !file.startsWith('src')),
  );
  expect(read.sort()).toEqual(['schema/trusted-documents.json', 'web/dist', 'web/paths.json']);
  const there = copies
    .slice(copies.findIndex((copy) => argumentsOf(copy)[0] === '/app/node_modules'))
    .map((copy) => argumentsOf(copy)[0]?.replace('/app/', ''));
  expect(there).toEqual(expect.arrayContaining(read));
});

test('the server in it is not root, is watched, and is the one that was built', () => {
  expect(last('USER')?.getArgumentsContent()).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  expect(last('HEALTHCHECK')?.getArgumentsContent()).toContain('/readyz?exclude=events');
  expect(JSON.parse(last('CMD')?.getArgumentsContent() ?? '')).toEqual(['node', 'dist/main.js']);
  expect(existsSync('dist/main.js')).toBe(true);
});

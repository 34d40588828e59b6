import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { OLDEST_BROWSERS } from './oldest-browsers.ts';

const compressed = { '.gz': gzipSync, '.br': brotliCompressSync };

/** Compressed once here, so that the server only has to send. */
const precompress: Plugin = {
  name: 'precompress',
  writeBundle({ dir = '' }) {
    for (const file of globSync('assets/*.{js,css,svg}', { cwd: dir }))
      for (const [ending, compress] of Object.entries(compressed))
        writeFileSync(join(dir, file + ending), compress(readFileSync(join(dir, file))));
  },
};

/** Older browsers do not know the height that their toolbars leave (`dvh`). They get the window's. */
const windowHeights: Plugin = {
  name: 'window-heights',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('.css')
      ? code.replace(
          /^.*\ddvh.*$/gm,
          (declaration) => `${declaration.replaceAll('dvh', 'vh')}\n${declaration}`,
        )
      : undefined,
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), windowHeights, precompress],
  build: {
    // Translates syntax and styles. Methods that these browsers lack do not compile: tsconfig.json has `lib`.
    target: Object.entries(OLDEST_BROWSERS).map(([browser, version]) => browser + version),
    // Nothing may be inlined: the pages' policy allows no inline script, and data: URLs only for pictures.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Where the time goes concerns nobody who only starts the server.
      checks: { bundlerTimings: false },
      input: { index: join(import.meta.dirname, 'index.html'), meet: join(import.meta.dirname, 'meet.html') },
    },
  },
});

import type { Page } from 'playwright-core';
import { missingApis } from './missing-features.ts';

/** Styles that one of the oldest browsers does not know, as they stand in a file. It skips such rules. */
const UNKNOWN_STYLES = [/:has\(/g, /@container\b/g, /\ddvh\b/g, /\btext-wrap:/g];

/** Makes a page's browser one that has nothing that one of the oldest browsers lacks. */
export async function makeOld(page: Page) {
  await page.context().route('**/*.css', async (route) => {
    const styles = await (await route.fetch()).text();
    const known = UNKNOWN_STYLES.reduce(
      (text, style) => text.replaceAll(style, (name) => name.replace(/[a-z]/, 'x$&')),
      styles,
    );
    await route.fulfill({ contentType: 'text/css', body: known });
  });
  // Before the page's own scripts run.
  await page.context().addInitScript((paths: string[][]) => {
    // The page's own global, by names that are only known here.
    const valueAt = (path: string[]) =>
      path.reduce<unknown>(
        (value, name) => (value as Record<string, unknown> | undefined)?.[name],
        globalThis,
      );
    for (const path of paths) {
      const name = String(path.at(-1));
      const owner = valueAt(path.slice(0, -1)) as { prototype?: object } | undefined;
      // `Response.json` is another method than that of a response.
      const holders = name.endsWith('_static') ? [owner] : [owner, owner?.prototype];
      for (const holder of holders) if (holder) Reflect.deleteProperty(holder, name.replace('_static', ''));
    }
  }, missingApis());
}

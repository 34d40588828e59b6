import type { createApp } from '../../../src/app.ts';

/** The paths that a server answers to GET, as it prints them: a tree of parts, indented by four. */
export function routesOf(server: Awaited<ReturnType<typeof createApp>>['server']) {
  const parts: string[] = [];
  return server
    .printRoutes()
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (\S+)(?: \((.*)\))?$/.exec(line) ?? [];
      if (!part) return [];
      parts.length = indent.length / 4;
      parts.push(part);
      return methods.includes('GET') ? [parts.slice(1).join('')] : [];
    });
}

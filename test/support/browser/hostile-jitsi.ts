import type { Frame, Page } from 'playwright-core';
import { JITSI_PAGE } from './jitsi-page.ts';

/** Keeps what a script could take from a window around it. In `loot` there is nothing if it could take nothing. */
const ATTACK = `
  window.loot ??= [];
  const take = (what, work) => {
    try {
      const taken = work();
      if (taken) loot.push(what + ': ' + String(taken).slice(0, 300));
    } catch {}
  };
  function attack(name, target) {
    take(name + ' text', () => target.document.body.innerText);
    take(name + ' address', () => target.location.href);
    take(name + ' storage', () => JSON.stringify({ ...target.localStorage, ...target.sessionStorage }));
    take(name + ' fetch', () => {
      const real = target.fetch;
      target.fetch = (...request) => {
        loot.push('request: ' + JSON.stringify(request));
        return real(...request);
      };
      return 'wrapped';
    });
    take(name + ' frame', () => target.frameElement?.outerHTML);
  }
  if (parent !== window) attack('parent', parent);
  if (top !== window) attack('top', top);
  take('opener', () => opener?.location.href);
  for (const [index] of Array.from({ length: top.length }).entries()) take('sibling ' + index, () => top[index] !== window && top[index].document.body.innerText);
`;

/** What a hostile video server answers: its script where one of Jitsi is expected, else a Jitsi that attacks. */
export const hostilePageAt = (path: string) =>
  path.endsWith('.js') ? ATTACK : `${JITSI_PAGE}<button>Click me</button><script>${ATTACK}</script>`;

/** Everything that scripts of the server have taken, in whatever frame they ran. */
export async function lootIn(page: Page) {
  const loot = await Promise.all(page.frames().map((frame) => frame.evaluate<string[]>('window.loot ?? []')));
  return loot.flat();
}

/** The frame that shows the hostile server. */
export async function hostileFrame(page: Page, origin: string): Promise<Frame> {
  const find = () => page.frames().find((frame) => frame.url().startsWith(origin));
  await page.waitForEvent('framenavigated', { predicate: () => find() !== undefined }).catch(() => undefined);
  const frame = find();
  if (!frame) throw new Error('The hostile server is in no frame');
  await frame.getByRole('button', { name: 'Click me' }).waitFor();
  return frame;
}

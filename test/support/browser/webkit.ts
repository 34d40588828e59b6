import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { freePort } from '../servers/free-port.ts';

/** Unknown flags make the driver wait for ever. */
const FLAGS = ['--automation', '--enable-mock-capture-devices=true', '--enable-media-stream=true'];
/** A reference to an element (WebDriver, §12). */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/**
 * WebKitGTK's MiniBrowser for the tests of a file, by WebDriver. It shows pages much as Safari does, but makes
 * no calls: Debian builds it without WebRTC. It needs a display.
 */
export function useWebKit() {
  const holder = {} as { stop(): void; session: string };
  beforeAll(async () => {
    const port = await freePort();
    const driver = spawn('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${port}`], {
      detached: true,
      stdio: 'ignore',
    });
    holder.stop = () => void (driver.pid && process.kill(-driver.pid));
    const base = `http://127.0.0.1:${port}`;
    await vi.waitUntil(
      () =>
        fetch(`${base}/status`).then(
          ({ ok }) => ok,
          () => false,
        ),
      { timeout: 10_000, interval: 100 },
    );
    const [binary] = globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser');
    const { sessionId } = await ask<{ sessionId: string }>('POST', `${base}/session`, {
      capabilities: {
        alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args: FLAGS } },
      },
    });
    holder.session = `${base}/session/${sessionId}`;
  });
  afterAll(() => holder.stop?.());

  const send = <Value>(command: string, body: object) =>
    ask<Value>('POST', `${holder.session}/${command}`, body);
  const run = <Value>(script: string, ...args: unknown[]) => send<Value>('execute/sync', { script, args });

  return {
    /** The page of somebody who has not signed in yet. */
    async open(url: string) {
      // From an address of the same origin that has no script, which would sign in again meanwhile.
      await send('url', { url: new URL('/healthz', url).href });
      await run('sessionStorage.clear(); localStorage.clear()');
      await send('url', { url });
    },
    run,
    /** Clicks the button or link of that name, once it is there. */
    async press(name: string) {
      const find = () =>
        run<Record<string, string> | null>(
          'return [...document.querySelectorAll("button, a")].find((one) => (one.ariaLabel ?? one.innerText).trim() === arguments[0]) ?? null',
          name,
        );
      await expect.poll(find, { timeout: 15_000 }).not.toBe(null);
      await send(`element/${(await find())?.[ELEMENT]}/click`, {});
    },
    reads: (text: string) =>
      expect.poll(() => run<string>('return document.body.innerText'), { timeout: 15_000 }).toContain(text),
  };
}

async function ask<Value>(method: string, url: string, body?: object): Promise<Value> {
  const response = await fetch(url, {
    method,
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const { value } = (await response.json()) as { value: Value & { message?: string } };
  if (!response.ok) throw new Error(`WebKit's driver answered ${response.status}: ${value.message}`);
  return value;
}

import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { SCREENS } from './browser.ts';

const { FIREFOX_PATH = '/usr/bin/firefox-esr' } = process.env;

/** A camera and a microphone that nobody has to allow, and calls on a machine without a network. */
const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
};

/** A Firefox for the tests of a file, by WebDriver BiDi: Playwright drives only builds of its own. */
export function useFirefox() {
  const holder = {} as { browser: Browser };
  beforeAll(async () => {
    holder.browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: FIREFOX_PATH,
      headless: true,
      defaultViewport: SCREENS.desktop,
      extraPrefsFirefox: PREFERENCES,
    });
  });
  afterAll(() => holder.browser?.close());

  return {
    /** A window of somebody's own. */
    async visit(url: string) {
      const context = await holder.browser.createBrowserContext();
      onTestFinished(() => context.close());
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.evaluateOnNewDocument(() =>
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
          console.error(`The policy refused ${blockedURI} (${violatedDirective})`),
        ),
      );
      await page.goto(url);
      return { page, complaints };
    },
  };
}

/** Clicks the one button or link of that name. */
export async function press(page: Page, name: string) {
  await page.bringToFront();
  await page.locator(`::-p-aria(${name})`).click();
}

export const reads = (page: Page, text: string) =>
  expect.poll(() => page.evaluate(() => document.body.innerText), { timeout: 15_000 }).toContain(text);

/** Waits until the picture of somebody in the call moves. */
export async function moves(page: Page, name: string) {
  await expect
    .poll(() => look(page, name).catch(() => 'nothing'), { timeout: 15_000 })
    .not.toMatch(/^(black|nothing)$/);
  const before = await look(page, name);
  await expect.poll(() => look(page, name), { timeout: 15_000 }).not.toBe(before);
}

/** What the video shows just now, small. Firefox counts no frames of a call. */
async function look(page: Page, name: string) {
  const room = page.frames().find((frame) => frame.url().includes('/meet/'));
  return room?.evaluate((label) => {
    const video = document.querySelector<HTMLVideoElement>(`video[aria-label="${label}"]`);
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 });
    const context = canvas.getContext('2d');
    if (!video || !context) return 'nothing';
    context.drawImage(video, 0, 0, 64, 36);
    const { data } = context.getImageData(0, 0, 64, 36);
    return data.some((byte, index) => index % 4 < 3 && byte > 30) ? canvas.toDataURL() : 'black';
  }, `Picture of ${name}`);
}

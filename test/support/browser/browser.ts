import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Frame, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { recordSomebody } from './camera.ts';

const { CHROMIUM_PATH = '/usr/bin/chromium', SCREENSHOTS } = process.env;
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
/** A camera with a moving picture and a microphone that beeps. Whether a page may use them, its context says. */
const FAKE_DEVICES =
  '--use-fake-device-for-media-stream --auto-select-desktop-capture-source=Entire --autoplay-policy=no-user-gesture-required';

export const SCREENS = { desktop: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

export interface Visitor {
  page: Page;
  /** What the browser reports as an error, breaches of the page's policy among them. */
  complaints: string[];
  /** Every address that was asked for. */
  requests: string[];
}

/** The pictures that the documents show; the others are for whoever looks at a run of the tests. */
const SHOWN = [
  'sign-in',
  'appointments',
  'waiting-room',
  'waiting-room-phone',
  'ready-banner',
  'ready-banner-phone',
  'call-patient-phone',
  'call-provider',
  'call-provider-notes-phone',
  'schedule',
  'note-conflict',
  'device-check',
  'usage',
  'audit-log',
  'settings',
];

/** A browser for the tests of a file. */
export function useBrowser() {
  const holder = {} as { browser: Browser; pictures: string };
  beforeAll(async () => {
    holder.browser = await chromium.launch({
      executablePath: CHROMIUM_PATH,
      args: [
        ...`${FLAGS} ${FAKE_DEVICES}`.split(' '),
        `--use-file-for-fake-video-capture=${recordSomebody()}`,
      ],
    });
    holder.pictures = SCREENSHOTS ?? mkdtempSync(join(tmpdir(), 'readyroom-pages-'));
    mkdirSync(holder.pictures, { recursive: true });
  });
  afterAll(() => holder.browser?.close());

  return {
    /** A window of somebody's own, as after a fresh start of the browser, prepared before the page loads. */
    async visit(
      url: string,
      options: BrowserContextOptions = {},
      prepare?: (page: Page) => Promise<unknown>,
    ): Promise<Visitor> {
      const context = await holder.browser.newContext({
        viewport: SCREENS.desktop,
        timezoneId: 'UTC',
        permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write', 'notifications'],
        ...options,
      });
      onTestFinished(() => context.close());
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      await prepare?.(page);
      return openPage(page, url);
    },
    async photograph(page: Page, name: string) {
      if (SCREENSHOTS && !SHOWN.includes(name)) return;
      await page.screenshot({ path: join(holder.pictures, `${name}.png`), animations: 'disabled' });
    },
  };
}

async function openPage(page: Page, url: string): Promise<Visitor> {
  const visitor: Visitor = { page, complaints: [], requests: [] };
  const isElsewhere = (address: string) =>
    URL.canParse(address) && new URL(address).host !== new URL(url).host;
  page.on('console', (message) => {
    // Of pages of others, such as an issuer's, we are no judges.
    if (message.type() === 'error' && !isElsewhere(message.location().url))
      visitor.complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => visitor.complaints.push(message));
  page.on('request', (request) => visitor.requests.push(request.url()));
  await page.goto(url);
  return visitor;
}

/** Another tab of the same browser and person. */
export const anotherTab = async ({ page }: Visitor, url: string) =>
  openPage(await page.context().newPage(), url);

export const fitsTheScreen = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth <= innerWidth');

/** What axe finds against WCAG 2.1 A and AA, in every frame of the page. */
export async function barriersOf(page: Page) {
  const found = await Promise.all(page.frames().map(barriersIn));
  return found.flat();
}

async function barriersIn(frame: Frame) {
  await frame.evaluate(AXE);
  // axe declares its own types for the browser; what comes back is plain data.
  return (await frame.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(WCAG)}, iframes: false }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' at ' + target.join(' ') + ': ' + failureSummary)))`,
  )) as string[];
}

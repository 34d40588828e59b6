import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { useClinic } from '../support/clinic.ts';

const { CHROMIUM_PATH = '/usr/bin/chromium' } = process.env;
const QUIET =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const SCREENS = { desktop: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };

/** Leaves the line no place to break. */
const LONG_NAME = 'a'.repeat(90);

const clinic = useClinic();
let browser: Browser;
let pictures: string;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: QUIET.split(' ') });
  pictures = mkdtempSync(join(tmpdir(), 'readyroom-pages-'));
});

afterAll(async () => {
  await browser?.close();
  if (pictures) process.stdout.write(`Screenshots: ${pictures}\n`);
});

/** Opens a page as a person would, and notes what it complains about and what it loads. */
async function open(url: string, viewport = SCREENS.desktop) {
  const page = await browser.newPage({ viewport });
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('request', (request) => /^(http|ws)/.test(request.url()) && hosts.add(new URL(request.url()).host));
  await page.goto(url, { waitUntil: 'networkidle' });
  return { page, complaints, hosts };
}

const photograph = (page: Page, name: string) => page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
const fitsTheScreen = (page: Page) => page.evaluate('document.documentElement.scrollWidth <= innerWidth');

/** The links of Dr. Smith, of Jane, hers with a damaged token, and one to a room that is not there. */
async function meetingUrls() {
  const id = await clinic.book();
  const started = await clinic.john.start(id);
  const joined = await clinic.jane.join(id);
  const participant = String(joined.data?.joinTelehealth.meetingUrl);
  return {
    moderator: String(started.data?.startTelehealthSession.join.meetingUrl),
    participant,
    refused: `${participant.slice(0, -4)}AAAA`,
    unknown: participant.replace('apt123', LONG_NAME),
  };
}

test('whoever opens the bare address reads the documentation', async () => {
  const { page } = await open(clinic.url);
  expect(new URL(page.url()).pathname).toMatch(/^\/api\/docs/);
  await expect.poll(() => page.locator('.opblock').count()).toBeGreaterThan(0);
});

describe.each(Object.entries(SCREENS))('on a %s', (screen, viewport) => {
  test('the documentation shows every path, complains about nothing and loads nothing from elsewhere', async () => {
    const { page, complaints, hosts } = await open(`${clinic.url}/api/docs`, viewport);
    const { paths } = (await (await fetch(`${clinic.url}/api/openapi.json`)).json()) as { paths: object };
    await page.locator('.opblock').first().waitFor();
    await photograph(page, `docs-${screen}`);
    const shown = await page.locator('.opblock-summary-path').evaluateAll((all) => all.map((one) => one.getAttribute('data-path')));
    expect(new Set(shown)).toEqual(new Set(Object.keys(paths)));
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(clinic.url).host]);
  });

  test.each([
    ['moderator', 'You would be let in', /^as Dr\. John Smith, the moderator, until \d\d:\d\d UTC\.$/],
    ['participant', 'You would be let in', /^as Jane Doe, a participant, until \d\d:\d\d UTC\.$/],
    ['refused', 'You would not be let in', 'The token is not valid for this room.'],
    ['unknown', 'You would not be let in', 'There is no such practice room.'],
  ] as const)('the practice room can be read without scrolling sideways: %s', async (link, heading, sentence) => {
    const { page, hosts } = await open((await meetingUrls())[link], viewport);
    await photograph(page, `meet-${link}-${screen}`);
    expect(await page.getByRole('heading', { name: heading, exact: true }).isVisible()).toBe(true);
    expect(await page.getByRole('main').getByText(sentence).isVisible()).toBe(true);
    expect(await page.getByText(`This is the practice room ${link === 'unknown' ? LONG_NAME : 'apt123'}`).isVisible()).toBe(true);
    expect(await fitsTheScreen(page)).toBe(true);
    expect([...hosts]).toEqual([new URL(clinic.url).host]);
  });
});

import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterEach, expect } from 'vitest';
import type { Clinic } from '../clinic.ts';
import { useBrowser, type Visitor } from './browser.ts';

/** A browser for the tests of a file, in which no page may complain about anything, a breach of its policy above all. */
export function useMeetings(clinic: Clinic) {
  const browser = useBrowser();
  let visitors: Visitor[] = [];
  afterEach(() => {
    // Answers that a test asks for are no complaints.
    const complaints = visitors
      .flatMap((visitor) => visitor.complaints)
      .filter((text) => !/status of (403|502)/.test(text));
    visitors = [];
    expect(complaints).toEqual([]);
  });

  async function visit(url: string, options: BrowserContextOptions = {}) {
    const visitor = await browser.visit(url, { colorScheme: 'light', locale: 'en-US', ...options });
    visitors.push(visitor);
    return visitor;
  }

  /** Dr. Smith and Jane in the same room, until each sees the other move. */
  async function meet(janesOptions: BrowserContextOptions = {}) {
    const urls = await meetingUrls(clinic);
    const { page: john } = await visit(urls.johns);
    const { page: jane } = await visit(urls.janes, janesOptions);
    await moves(pictureOf(john, 'Jane Doe'));
    await moves(pictureOf(jane, 'Dr. John Smith'));
    return { john, jane, urls };
  }

  return { visit, meet, photograph: browser.photograph };
}

export async function meetingUrls(clinic: Clinic) {
  const id = await clinic.book();
  const started = await clinic.john.start(id);
  const joined = await clinic.jane.join(id);
  return {
    johns: String(started.data?.startTelehealthSession.join.meetingUrl),
    janes: String(joined.data?.joinTelehealth.meetingUrl),
  };
}

export const pictureOf = (page: Page, name: string) => page.getByLabel(`Picture of ${name}`);
export const control = (page: Page, name: string | RegExp) =>
  page.getByRole('toolbar', { name: 'Visit controls' }).getByRole('button', { name });

/** Waits until a video shows something, and then something else. */
export async function moves(video: Locator) {
  await expect
    .poll(() => look(video).catch(() => 'nothing'), { timeout: 15_000 })
    .not.toMatch(/^(black|nothing)$/);
  const before = await look(video);
  await expect.poll(() => look(video), { timeout: 15_000 }).not.toBe(before);
}

/** What a video shows just now, small. */
const look = (video: Locator) =>
  video.evaluate((element) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 });
    const context = canvas.getContext('2d');
    context?.drawImage(element as HTMLVideoElement, 0, 0, 64, 36); // the label is a video's
    const { data } = context?.getImageData(0, 0, 64, 36) ?? { data: [] };
    return data.some((byte, index) => index % 4 < 3 && byte > 30) ? canvas.toDataURL() : 'black';
  });

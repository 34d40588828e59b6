import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Visitor } from './browser.ts';

/** One click, and the page is theirs. */
export async function signInAs({ page }: Visitor, name: string) {
  await page.getByRole('button', { name: `Sign in as ${name}` }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** Whether the picture of the other one moves, inside of the call. */
export async function seesMovingPicture(page: Page, of: string) {
  const video = page.frameLocator('iframe').getByLabel(`Picture of ${of}`);
  const played = () =>
    video.evaluate((element) => (element as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames); // the label is a video's
  await video.waitFor();
  const before = await played();
  await expect.poll(played, { timeout: 10_000 }).toBeGreaterThan(before + 5);
}

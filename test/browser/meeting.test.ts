import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { barriersOf } from '../support/browser/browser.ts';
import { control, moves, pictureOf, useMeetings } from '../support/browser/meeting.ts';
import { useClinic } from '../support/clinic.ts';

const clinic = useClinic();

const { visit, meet, photograph } = useMeetings(clinic);

test('each sees and hears that the other is there', async () => {
  const { john, jane } = await meet();
  expect(await john.getByText('Jane Doe is here.').count()).toBe(1);
  expect(
    await jane.getByText('Practice room, for trying things out. Not for real patients.').isVisible(),
  ).toBe(true);
  const isSilent = pictureOf(john, 'Jane Doe').evaluate(
    (video: HTMLVideoElement) =>
      video.srcObject instanceof MediaStream && video.srcObject.getAudioTracks().every(({ muted }) => muted),
  );
  expect(await isSilent).toBe(false);
});

test('turning camera and microphone off is seen by the other, and undone', async () => {
  const { john, jane } = await meet();
  await control(jane, 'Camera').click();
  await john.getByText('Camera is off').waitFor();
  expect(await control(jane, 'Camera').getAttribute('aria-pressed')).toBe('false');
  await photograph(john, 'camera-off-desktop');
  expect(await barriersOf(john)).toEqual([]);
  await control(jane, 'Camera').click();
  await moves(pictureOf(john, 'Jane Doe'));
  await control(jane, 'Microphone').click();
  await john.getByText('Microphone is off').waitFor();
  await control(jane, 'Microphone').click();
  await john.getByText('Microphone is off').waitFor({ state: 'detached' });
});

/** Nobody is there to choose a screen: it is one of slowly changing colour. */
const giveScreen = (page: Page) =>
  page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 400 });
    const context = canvas.getContext('2d');
    setInterval(() => {
      if (!context) return;
      context.fillStyle = `hsl(${performance.now() / 20} 50% 50%)`;
      context.fillRect(0, 0, 640, 400);
    }, 50);
    navigator.mediaDevices.getDisplayMedia = async () => canvas.captureStream();
  });

test('a shared screen is seen by the other until it is ended', async () => {
  const { john, jane } = await meet();
  await giveScreen(john);
  await control(john, 'Share screen').click();
  await jane.getByText('Dr. John Smith is sharing a screen').waitFor();
  expect(await control(john, 'Share screen').getAttribute('aria-pressed')).toBe('true');
  await moves(pictureOf(jane, 'Dr. John Smith'));
  await photograph(jane, 'screen-desktop');
  await control(john, 'Share screen').click();
  await jane.getByText('Dr. John Smith is sharing a screen').waitFor({ state: 'detached' });
  await moves(pictureOf(jane, 'Dr. John Smith'));
});

test('a shared screen ends with the browser’s own button, too', async () => {
  const { john, jane } = await meet();
  await giveScreen(john);
  await control(john, 'Share screen').click();
  await jane.getByText('Dr. John Smith is sharing a screen').waitFor();
  await john.getByLabel('Your own picture').evaluate((video: HTMLVideoElement) => {
    const [screen] = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : [];
    screen?.dispatchEvent(new Event('ended'));
  });
  await jane.getByText('Dr. John Smith is sharing a screen').waitFor({ state: 'detached' });
  expect(await control(john, 'Share screen').getAttribute('aria-pressed')).toBe('false');
});

test('what one writes, the other reads, and is told of while the chat is closed', async () => {
  const { john, jane } = await meet();
  await control(jane, 'Chat').click();
  await jane.getByLabel('Your message').fill('Lisinopril 10 mg');
  await jane.keyboard.press('Enter');
  await control(john, 'Chat 1 unread').waitFor();
  await photograph(john, 'unread-desktop');
  await control(john, /Chat/).click();
  await john.getByRole('log', { name: 'Messages' }).getByText('Lisinopril 10 mg').waitFor();
  await john.getByLabel('Your message').fill('Thank you');
  await john.getByRole('button', { name: 'Send' }).click();
  await jane.getByRole('log').getByText('Thank you').waitFor();
  expect(await control(john, 'Chat').getAttribute('aria-expanded')).toBe('true');
  await photograph(john, 'chat-desktop');
  expect(await barriersOf(john)).toEqual([]);
  await john.keyboard.press('Escape');
  expect(await control(john, 'Chat').evaluate((element) => element === document.activeElement)).toBe(true);
});

test('whoever leaves is told so and can come back; the other is told, too', async () => {
  const { john, jane } = await meet();
  await control(jane, 'Leave').click();
  await jane.getByRole('heading', { name: 'You have left the visit' }).waitFor();
  expect(await barriersOf(jane)).toEqual([]);
  await photograph(jane, 'left-desktop');
  await john.getByText('Jane Doe has left.').waitFor();
  await jane.getByRole('button', { name: 'Rejoin' }).click();
  await moves(pictureOf(john, 'Jane Doe'));
  await moves(pictureOf(jane, 'Dr. John Smith'));
});

test('reloading the page comes back into the call', async () => {
  const { john, jane } = await meet();
  await john.reload();
  await moves(pictureOf(john, 'Jane Doe'));
  await moves(pictureOf(jane, 'Dr. John Smith'));
});

test('a second window takes the visit over, and the first one says so and can take it back', async () => {
  const { john, jane, urls } = await meet();
  const second = await visit(urls.janes);
  await jane.getByRole('heading', { name: 'The visit was opened in another window' }).waitFor();
  await moves(pictureOf(john, 'Jane Doe'));
  await moves(pictureOf(second.page, 'Dr. John Smith'));
  await jane.getByRole('button', { name: 'Use this window' }).click();
  await moves(pictureOf(jane, 'Dr. John Smith'));
  await second.page.getByRole('heading', { name: 'The visit was opened in another window' }).waitFor();
});

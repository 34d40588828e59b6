import { expect, test } from 'vitest';
import { barriersOf, SCREENS } from '../support/browser/browser.ts';
import { control, meetingUrls, moves, pictureOf, useMeetings } from '../support/browser/meeting.ts';
import { useClinic } from '../support/clinic.ts';

const clinic = useClinic();
const { visit, photograph } = useMeetings(clinic);

test('without camera and microphone one is told what to do, and is in the visit all the same', async () => {
  const { johns, janes } = await meetingUrls(clinic);
  const { page } = await visit(janes, { permissions: ['notifications'] });
  await page.getByRole('alert').getByText('The camera is blocked.').waitFor();
  expect(await page.getByRole('alert').getByText('The microphone is blocked.').isVisible()).toBe(true);
  await photograph(page, 'denied-desktop');
  expect(await barriersOf(page)).toEqual([]);
  await page.setViewportSize(SCREENS.phone);
  await photograph(page, 'denied-phone');
  const john = await visit(johns);
  await page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
  await moves(pictureOf(page, 'Dr. John Smith'));
  await john.page.getByText('Jane Doe is here.').waitFor({ state: 'attached' });
  await control(page, 'Camera').click();
  await page.getByRole('alert').getByText('The camera is blocked.').waitFor();
  await page.context().grantPermissions(['camera', 'microphone']);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await moves(pictureOf(john.page, 'Jane Doe'));
});

test.each([
  ['NotFoundError', 'No camera was found.'],
  ['NotReadableError', 'The camera is used by another program.'],
  ['OverconstrainedError', 'The camera cannot give a picture that fits.'],
])(
  'a camera that fails with %s has a sentence of its own, and the microphone works',
  async (name, sentence) => {
    const { janes } = await meetingUrls(clinic);
    const { page } = await visit('about:blank');
    await page.addInitScript((errorName) => {
      const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        if (constraints?.video) throw new DOMException('', errorName);
        return real(constraints);
      };
    }, name);
    await page.goto(janes);
    await page.getByRole('alert').getByText(sentence).waitFor();
    expect(await page.getByRole('alert').getByText('microphone').count()).toBe(0);
    await expect.poll(() => control(page, 'Microphone').getAttribute('aria-pressed')).toBe('true');
  },
);

test('over plain HTTP from elsewhere, the page says why there is no camera', async () => {
  const { janes } = await meetingUrls(clinic);
  const { page } = await visit('about:blank');
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'mediaDevices'));
  await page.goto(janes);
  await page
    .getByRole('alert')
    .getByText('This page may only use the camera over a secure connection.')
    .waitFor();
  expect(await control(page, 'Share screen').count()).toBe(0);
});

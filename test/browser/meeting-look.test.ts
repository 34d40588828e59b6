import { expect, test } from 'vitest';
import { barriersOf, fitsTheScreen, SCREENS } from '../support/browser/browser.ts';
import { control, meetingUrls, useMeetings } from '../support/browser/meeting.ts';
import { useClinic } from '../support/clinic.ts';

const clinic = useClinic();
const { visit, meet, photograph } = useMeetings(clinic);

test('before the other comes, one is told for whom one waits', async () => {
  const { johns, janes } = await meetingUrls(clinic);
  const { page } = await visit(janes);
  await page.getByText('Waiting for your provider …').waitFor();
  expect(await barriersOf(page)).toEqual([]);
  await photograph(page, 'waiting-desktop');
  await page.close();
  const phone = await visit(johns, { viewport: SCREENS.phone });
  await phone.page.getByText('Waiting for the patient …').waitFor();
  await photograph(phone.page, 'waiting-phone');
});

test.each([
  ['light', SCREENS.desktop],
  ['dark', SCREENS.desktop],
  ['dark', SCREENS.phone],
  ['light', SCREENS.phone],
  ['light', { width: 320, height: 568 }],
  ['light', { width: 640, height: 720 }],
] as const)('a call can be read by everyone, in the %s scheme on %o', async (colorScheme, viewport) => {
  const { jane } = await meet({ colorScheme, viewport });
  const name = `${colorScheme}-${viewport.width}`;
  await photograph(jane, `call-${name}`);
  expect(await barriersOf(jane)).toEqual([]);
  expect(await fitsTheScreen(jane)).toBe(true);
  await control(jane, 'Chat').click();
  await photograph(jane, `call-chat-${name}`);
  expect(await fitsTheScreen(jane)).toBe(true);
});

test.each(['light', 'dark'] as const)(
  'a refused link says why and what to do, in the %s scheme',
  async (colorScheme) => {
    const { janes } = await meetingUrls(clinic);
    const { page } = await visit(`${janes.slice(0, -4)}AAAA`, { colorScheme, viewport: SCREENS.phone });
    await page.getByRole('heading', { name: 'This link does not open the visit' }).waitFor();
    expect(await page.getByText('The link is incomplete or damaged.').isVisible()).toBe(true);
    expect(await barriersOf(page)).toEqual([]);
    await photograph(page, `refused-${colorScheme}`);
  },
);

test('whoever reads Spanish reads Spanish', async () => {
  const { janes } = await meetingUrls(clinic);
  const { page } = await visit(janes, { locale: 'es-MX', viewport: SCREENS.phone });
  await page.getByText('Esperando a su profesional de la salud…').waitFor();
  expect(await page.evaluate(() => [document.documentElement.lang, document.title])).toEqual([
    'es',
    'Consulta por video',
  ]);
  await photograph(page, 'spanish-phone');
});

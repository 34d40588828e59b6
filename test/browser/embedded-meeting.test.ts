import { expect, test } from 'vitest';
import { servePages } from '../support/browser/jitsi-page.ts';
import { meetingUrls, useMeetings } from '../support/browser/meeting.ts';
import { blockStorage } from '../support/browser/storage.ts';
import { useClinic } from '../support/clinic.ts';
import { serveWith } from '../support/servers/another-server.ts';

const clinic = useClinic();
const { visit } = useMeetings(clinic);

const EHR = `<!doctype html><html lang="en"><title>EHR</title><script>
  window.told = [];
  addEventListener('message', ({ data, origin }) => told.push({ ...data, origin }));
</script>`;

/** The page of an EHR on another site than the clinic's server, which may be among the server's front ends. */
async function openEhr({ isAllowed }: { isAllowed: boolean }) {
  const pages = await servePages(() => EHR);
  const origin = pages.origin.replace('127.0.0.1', 'localhost');
  const { url } = await serveWith(clinic, { CORS_ORIGINS: isAllowed ? origin : 'https://ehr.example.org' });
  const { janes } = await meetingUrls(clinic);
  const visitor = await visit(origin);
  await blockStorage(visitor.page);
  await visitor.page.reload();
  await visitor.page.evaluate(
    (src) => {
      const allow = 'camera; microphone; display-capture; autoplay; fullscreen';
      document.body.append(Object.assign(document.createElement('iframe'), { src, allow }));
    },
    janes.replace(clinic.url, url),
  );
  return { ...visitor, url };
}

test('a front end that the operator allows shows the practice room, and is told what becomes of it', async () => {
  const { page, url } = await openEhr({ isAllowed: true });
  const frame = page.frameLocator('iframe');
  await frame.getByText('Waiting for your provider …').waitFor();
  await frame.getByRole('button', { name: 'Leave' }).click();
  await frame.getByRole('button', { name: 'Rejoin' }).waitFor();
  await expect
    .poll(() => page.evaluate('told'))
    .toEqual([
      { type: 'meeting', event: 'joined', origin: url },
      { type: 'meeting', event: 'left', origin: url },
    ]);
});

test('a page that the operator does not allow shows nothing of it', async () => {
  const { page, complaints } = await openEhr({ isAllowed: false });
  await expect.poll(() => complaints.splice(0).join()).toContain('frame-ancestors');
  expect(page.frames().map((frame) => frame.url())).not.toContain(expect.stringContaining('/meet/'));
  expect(await page.evaluate('told')).toEqual([]);
});

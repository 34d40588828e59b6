import { expect, test } from 'vitest';
import { useWebKit } from '../support/browser/webkit.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const webkit = useWebKit();

/** Keeps what the page does wrong from now on. */
const LISTEN = `
  window.complaints = [];
  addEventListener('error', ({ message }) => complaints.push(message));
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason)));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => complaints.push(violatedDirective + ' ' + blockedURI));
`;

const FITS = 'return document.documentElement.scrollWidth <= innerWidth';

/** In the demo clinic, which has tokens of its own. */
async function startAsDrSmith() {
  const signIn = new URLSearchParams({ grant_type: 'password', username: 'provider-45' });
  const signedIn = await fetch(`${clinic.url}/demo/token`, { method: 'POST', body: signIn });
  const { access_token: token } = (await signedIn.json()) as Record<string, string>;
  const { status } = await fetch(`${clinic.url}/api/telehealth/rooms`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ providerId: 45, patientId: 89, roomName: 'apt123' }),
  });
  expect(status).toBe(200);
}

test('in WebKit Jane waits, is told when Dr. Smith starts, and enters the room', async () => {
  const id = await clinic.bookToday();
  await webkit.open(`${clinic.url}/visits/${id}`);
  await webkit.run(LISTEN);
  await webkit.press('Sign in as Jane Doe');
  await webkit.reads('can see that you are here');
  expect(await webkit.run(FITS)).toBe(true);
  await startAsDrSmith();
  await webkit.press('Join video call');
  await expect.poll(() => webkit.run('return Boolean(document.querySelector("iframe"))')).toBe(true);
  expect(await webkit.run('return complaints')).toEqual([]);
}, 120_000);

test('in WebKit camera and microphone are tested, and the page is read in Spanish', async () => {
  await webkit.open(`${clinic.url}/check`);
  await webkit.run(LISTEN);
  await webkit.press('Sign in as Jane Doe');
  await webkit.press('Start the test');
  await webkit.reads('Do you see yourself?');
  await webkit.run(`
    const choice = document.querySelector('.language select');
    choice.value = 'es';
    choice.dispatchEvent(new Event('change', { bubbles: true }));
  `);
  await webkit.reads('Cerrar sesión');
  expect(await webkit.run(FITS)).toBe(true);
  expect(await webkit.run('return complaints')).toEqual([]);
}, 60_000);

test.each([
  ['/usage', 'Usage'],
  ['/audit', 'Audit log'],
  ['/settings', 'Settings'],
])(
  'in WebKit an administrator sees %s',
  async (path, heading) => {
    await webkit.open(clinic.url + path);
    await webkit.run(LISTEN);
    await webkit.press('Sign in as Alex Morgan');
    await webkit.reads(heading);
    expect(await webkit.run('return complaints')).toEqual([]);
  },
  60_000,
);

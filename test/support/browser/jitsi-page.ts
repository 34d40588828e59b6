import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { Clinic } from '../clinic.ts';
import { meetingUrls } from './meeting.ts';

/** What Jitsi Meet says to the page that frames it, and how (Postis, as in transport/ of @jitsi/js-utils). */
const SCRIPT = `
  const hash = Object.fromEntries(location.hash.slice(1).split('&').map((part) => {
    const [name, value] = part.split('=');
    return [name, JSON.parse(decodeURIComponent(value))];
  }));
  const scope = 'jitsi_meet_external_api_' + hash.jitsi_meet_external_api_id;
  const post = (method, params) => parent.postMessage(JSON.stringify({ postis: true, scope, method, params }), '*');
  const number = Date.now() + '-' + Math.random();
  const kept = [];
  let isReady = false;
  const asking = setInterval(() => post('__ready__', number), 50);
  window.jitsi = {
    hash,
    search: location.search,
    path: location.pathname,
    requests: [],
    emit(name, data = {}) {
      const event = { type: 'event', data: { name, ...data } };
      if (isReady) post('message', event);
      else kept.push(event);
    },
  };
  addEventListener('message', ({ data }) => {
    const message = JSON.parse(data);
    if (message.scope !== scope) return;
    if (message.method === 'message') jitsi.requests.push(message.params);
    if (message.method !== '__ready__' || message.params !== number) return;
    clearInterval(asking);
    isReady = true;
    for (const event of kept.splice(0)) post('message', event);
  });
`;

export const JITSI_PAGE = `<!doctype html><html lang="en"><title>Meeting</title><p>The meeting itself</p><script>${SCRIPT}</script>`;

/** What a test sees of the stand-in for Jitsi Meet, inside of its frame. */
interface Jitsi {
  hash: Record<string, unknown>;
  search: string;
  path: string;
  requests: unknown[];
}

/** A web server that answers each path with a page, or with nothing while it is down. */
export async function servePages(pageAt: (path: string) => string) {
  const pages = { isDown: false, asked: [] as string[] };
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    pages.asked.push(url);
    if (pages.isDown) return response.writeHead(502).end();
    const type = url.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.setHeader('content-type', type).end(pageAt(url));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // it listens on a port
  return Object.assign(pages, { origin: `http://127.0.0.1:${port}` });
}

/** Makes a server the practice's own Jitsi. Returns the links of a visit, as our own page embeds it. */
export async function meetAt(clinic: Clinic, origin: string, settings: Record<string, string> = {}) {
  const all = {
    'jitsi.server_url': origin,
    'jitsi.app_secret': 'the-jitsi-secret-of-practice-1-0123456789',
    ...settings,
  };
  for (const [key, value] of Object.entries(all))
    await clinic.em.execute('insert into org_config values (1, ?, ?)', [key, value]);
  const { johns, janes } = await meetingUrls(clinic);
  const embedded = (url: string) => url.replace(origin, `${clinic.url}/meet`);
  return { johns: embedded(johns), janes: embedded(janes) };
}

const frameOf = async (page: Page) => {
  const frame = await page
    .locator('iframe')
    .elementHandle()
    .then((element) => element?.contentFrame());
  if (!frame) throw new Error('The page has no frame');
  return frame;
};

/** What the page has told the Jitsi in its frame, once that is there. */
export async function jitsiIn(page: Page) {
  await page.frameLocator('iframe').getByText('The meeting itself').waitFor();
  return (await frameOf(page)).evaluate<Jitsi>('({ ...jitsi, emit: undefined })');
}

/** Something that Jitsi tells the page. */
export const emit = async (page: Page, name: string, data: object = {}) =>
  (await frameOf(page)).evaluate(`jitsi.emit(${JSON.stringify(name)}, ${JSON.stringify(data)})`);

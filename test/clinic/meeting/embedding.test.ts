import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';
import { meetingLinksOf } from '../../support/people/meeting-links.ts';
import { serveWith } from '../../support/servers/another-server.ts';
import { openProduction } from '../../support/servers/production.ts';

const clinic = useClinic();
const { links, open } = meetingLinksOf(clinic);

const EHR = 'https://ehr.example.org';
const PORTAL = 'http://localhost:3000';
const JITSI = 'https://meet.example.org:8443';

/** The links of a visit on the practice's own Jitsi, as this server embeds them. */
async function embeddedLinks(url = clinic.url) {
  for (const [key, value] of [
    ['jitsi.server_url', JITSI],
    ['jitsi.app_secret', 'the-jitsi-secret-of-practice-1-0123456789'],
  ])
    await clinic.em.execute('insert into org_config values (1, ?, ?)', [key, value]);
  const { johns, janes } = await links();
  return { johns: johns.replace(JITSI, `${url}/meet`), janes: janes.replace(JITSI, `${url}/meet`) };
}

test('a meeting is shown in the pages of this server, and in no others', async () => {
  const { janes } = await links();
  expect((await open(janes)).policy['frame-ancestors']).toEqual(["'self'"]);
});

test('front ends that the operator allows may show a meeting, the practice room as well', async () => {
  const { janes } = await links();
  const another = await serveWith(clinic, { CORS_ORIGINS: `${EHR}, ${PORTAL}` });
  const link = janes.replace(clinic.url, another.url);
  expect(await open(link)).toMatchObject({
    status: 200,
    policy: { 'frame-ancestors': ["'self'", EHR, PORTAL], 'frame-src': ["'self'"] },
  });
});

test('in production, too, and the page says why a link is refused wherever it is shown', async () => {
  const url = await openProduction(clinic, { CORS_ORIGINS: EHR });
  const { janes } = await embeddedLinks(url);
  const ancestors = { 'frame-ancestors': ["'self'", EHR] };
  expect(await open(janes)).toMatchObject({ status: 200, policy: ancestors });
  expect(await open(`${url}/meet/apt123`)).toMatchObject({ status: 403, policy: ancestors });
});

test('no front end may show the pages where people sign in', async () => {
  const another = await serveWith(clinic, { CORS_ORIGINS: EHR });
  for (const path of ['/', '/visits/123'])
    expect((await open(another.url + path)).policy['frame-ancestors']).toEqual(["'none'"]);
  expect((await open(`${another.url}/signed-in`)).policy['frame-ancestors']).toEqual(["'self'"]);
});

test('a meeting on a Jitsi frames that server alone, gives it the camera, and runs none of its scripts', async () => {
  const { policy, permissions } = await open((await embeddedLinks()).johns);
  expect(policy).toMatchObject({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'frame-src': [JITSI],
    'base-uri': ["'none'"],
  });
  expect(JSON.stringify({ ...policy, 'frame-src': [] })).not.toContain('example.org');
  for (const feature of ['camera', 'microphone', 'display-capture'])
    expect(permissions).toContain(`${feature}=(self "${JITSI}")`);
});

test('nobody but this server’s own pages gets the camera where people sign in, not even their issuer', async () => {
  const another = await serveWith(clinic, {
    AUTH_ISSUER: 'https://sso.example.org/realms/clinic',
    AUTH_CLIENT_ID: 'portal',
  });
  const { policy, permissions } = await open(`${another.url}/`);
  expect(policy['frame-src']).toEqual(["'self'", 'https://sso.example.org']);
  expect(permissions).toContain('camera=(self), microphone=(self)');
});

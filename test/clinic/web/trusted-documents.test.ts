import { readFileSync } from 'node:fs';
import { formatDocument, stringifyDocument } from '@urql/core';
import type { DocumentNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test, vi } from 'vitest';
import WebSocket from 'ws';
import { openClient } from '../../../web/src/api/client.ts';
import { openServerClock } from '../../../web/src/api/server-clock.ts';
import { hashes } from '../../../web/src/gql/hashes.ts';
import * as generated from '../../../web/src/gql/hooks.ts';
import { useClinic } from '../../support/clinic.ts';
import { serveWith } from '../../support/servers/another-server.ts';

const clinic = useClinic();

const documents = Object.entries(generated).flatMap(([name, value]) =>
  name.endsWith('Document') ? [[name, value as DocumentNode]] : [],
) as [string, DocumentNode][];

test.each(documents)('%s is on the server, under the hash that the web client sends', (name, document) => {
  const manifest = JSON.parse(readFileSync('schema/trusted-documents.json', 'utf8'));
  const sent = stringifyDocument(formatDocument(document as never)); // which urql types with properties that are undefined
  expect(manifest[hashes[name.replace(/Document$/, '')] ?? '']).toBe(sent);
});

test('the web client asks, changes and listens where only trusted documents count, and sends no text', async () => {
  await clinic.book();
  const { jane, john, url } = await serveWith(clinic, { TRUSTED_DOCUMENTS: 'only' });
  const requests = vi.spyOn(globalThis, 'fetch');
  const token = String(await jane.token());
  const line = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  const subscribe = vi.fn(line.subscribe);
  const client = openClient(
    `${url}/graphql`,
    { current: () => token, renew: async () => {} },
    { socket: { subscribe, terminate: line.terminate }, clock: openServerClock() },
  );
  onTestFinished(async () => {
    requests.mockRestore();
    await line.dispose();
  });

  const { data } = await client.query(generated.ViewerDocument, {}).toPromise();
  expect(data?.viewer.identity).toBe('patient-89');
  const ready = new Promise<boolean>((resolve) => {
    const { unsubscribe } = client
      .subscription(generated.RoomReadyDocument, { appointmentId: '123' })
      .subscribe(({ data }) => data?.roomReady.ready && resolve(true));
    onTestFinished(unsubscribe);
  });
  await expect.poll(() => subscribe).toHaveBeenCalled();
  await john.post({
    documentId: `sha256:${hashes.StartTelehealthSession}`,
    variables: { appointmentId: '123' },
  });
  expect(await ready).toBe(true);
  const joined = await client
    .mutation(generated.JoinTelehealthDocument, { appointmentId: '123' })
    .toPromise();
  expect(joined.data?.joinTelehealth.roomName).toBe('apt123');

  const sent = [
    ...requests.mock.calls.map(([, init]) => JSON.parse(String(init?.body))),
    ...subscribe.mock.calls.map(([payload]) => payload),
  ];
  expect(sent).toHaveLength(4);
  expect(sent.filter(({ query }) => query)).toEqual([]);
});

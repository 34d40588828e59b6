import { once } from 'node:events';
import { connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { Appointment } from '../../src/appointments/appointment.entity.ts';
import { Patient } from '../../src/people/patient.entity.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import { entities } from '../../src/slices.ts';
import { canaries, linesWithCanaries } from '../support/canaries.ts';
import { Clinic } from '../support/clinic.ts';
import { SECRET } from '../support/people/secret.ts';
import { preparedClinic } from '../support/servers/prepared-clinic.ts';
import { serve } from '../support/servers/process.ts';

// A database is made, and a server started on it.
vi.setConfig({ testTimeout: 120_000 });

const { name, email, phone, note, reason, token } = canaries;
const everything = Object.values(canaries).join(' ');
const inUrl = encodeURIComponent(everything);

/** A visit of a patient with an unmistakable name is booked; a note that says FAULT makes the database complain of it in full. */
async function prepare(dataDir: string) {
  const database = await openDatabase(entities, { dataDir });
  const clinic = new Clinic('', database);
  await clinic.reset();
  await clinic.book();
  await clinic.book({ id: 124 });
  await clinic.em.nativeUpdate(Patient, { id: 89 }, { name, email });
  await clinic.em.nativeUpdate(Appointment, { id: [123, 124] }, { reason: `${reason} ${phone}` });
  await database.em.fork().execute(`create function refuse_note() returns trigger language plpgsql as
    $$ begin if new.plan like '%FAULT%' then raise exception 'Cannot keep %', new.plan; end if; return new; end $$`);
  await database.em
    .fork()
    .execute(
      'create trigger refuse_note before insert or update on soap_notes for each row execute function refuse_note()',
    );
  await database.close();
}

test('a patient’s name, address, number, note, token and link are in no log and no metric, whatever is done with them, and no complaint repeats a value', async () => {
  const DATA_DIR = preparedClinic();
  await prepare(DATA_DIR);
  const { url, output, stop } = await serve({ DATA_DIR, LOG_LEVEL: 'trace', AUTH_JWT_SECRET: SECRET });
  const { john, jane, admin } = new Clinic(url, undefined as never); // only its people are asked here
  const shown = [
    token,
    ...(await Promise.all([john, jane, admin].map((person) => person.token()))).map(String),
  ];
  const headers = { authorization: `Bearer ${shown[1]}`, 'content-type': 'application/json' };
  const answers: string[] = [];
  const send = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(url + path, { headers, ...init });
    answers.push(`${response.status} ${await response.text()}`);
  };
  const post = (path: string, body: string, more: Record<string, string> = {}) =>
    send(path, { method: 'POST', body, headers: { ...headers, ...more } });

  // A visit as it should be.
  await john.saveNote('123', { subjective: note, plan: phone });
  const started = await john.start('123');
  const johns = String(started.data?.startTelehealthSession.join.meetingUrl);
  const janes = String((await jane.join('123')).data?.joinTelehealth.meetingUrl);
  expect([johns, janes]).toEqual([expect.stringContaining('jwt='), expect.stringContaining('jwt=')]);
  const stream = await jane.watch('123');
  await stream.next();
  await stream.stop();
  expect(
    JSON.stringify(
      await john.graphql('{ appointment(id: "123") { reason note { subjective } patient { name } } }'),
    ),
  ).toContain(note);

  // Known by an address, and as whoever the issuer says.
  for (const claims of [{ role: 'PATIENT', email }, { role: 'ADMIN' }])
    await new Clinic(url, undefined as never)
      .person({ org_id: 1, iss: `https://${name}`, sub: email, ...claims })
      .graphql('mutation { changeJitsiSetting(key: "jitsi.e2ee", value: "perhaps") { key } }');

  await overGraphQL(post, send);
  await overRest(post, send);
  for (const [path] of [
    [johns],
    [janes],
    [johns.replace('apt123', 'apt124')],
    [`${url}/meet/apt123?jwt=${token}`],
    [`${url}/meet/${inUrl}?jwt=${token}`],
  ])
    await fetch(String(path));
  await overWebSocket(url, String(shown[1]), johns);
  answers.push(
    await overBareSocket(
      url,
      `GET /${inUrl} HTTP/1.1\r\nauthorization: ${headers.authorization}\r\n${note}\r\n\r\n`,
    ),
  );
  answers.push(
    await overBareSocket(
      url,
      `GET /meet/apt123?jwt=${token} HTTP/1.1\r\nhost: x\r\nx-note: ${note.repeat(2_000)}\r\n\r\n`,
    ),
  );
  answers.push(await overBareSocket(url, `${note} / HTTP/1.1\r\n\r\n`));

  const metrics = await (await fetch(`${url}/metrics`)).text();
  await john.end('123');
  await stop('SIGTERM');
  expect(answers.length).toBeGreaterThan(50);
  // The fault was one.
  expect(answers.join('\n')).toContain('INTERNAL_SERVER_ERROR');
  expect(output.stdout).toContain('"fault"');
  expect(linesWithCanaries(output.stdout + output.stderr)).toEqual([]);
  expect(linesWithCanaries(metrics)).toEqual([]);
  const complaints = answers.filter((answer) => / invalid value| cannot represent /.test(answer));
  expect(complaints.length).toBeGreaterThan(3);
  expect(linesWithCanaries(complaints.join('\n'))).toEqual([]);
  for (const one of shown) expect(answers.filter((answer) => answer.includes(one))).toEqual([]);
});

type Post = (path: string, body: string, more?: Record<string, string>) => Promise<void>;
type Send = (path: string, init?: RequestInit) => Promise<void>;

async function overGraphQL(post: Post, send: Send) {
  const ask = (query: string, variables?: object, more: object = {}) =>
    post('/graphql', JSON.stringify({ query, variables, ...more }));
  const save =
    'mutation ($note: SoapNoteInput!) { saveSoapNote(appointmentId: "123", note: $note) { version } }';
  await ask(`{ ${note} {`);
  await ask(`"${everything}`);
  await ask('{ viewer { Zebulonia } quokkaNote(id: "+15550147733") { id } }');
  await ask(`{ appointment(id: "${everything}") { id } }`);
  await ask(
    'query ($id: ID!, $first: Int) { appointment(id: $id) { id } appointments(first: $first) { totalCount } }',
    {
      id: { name },
      first: note,
    },
  );
  await ask('query ($from: DateTime) { appointments(filter: { from: $from }) { totalCount } }', {
    from: phone,
  });
  await ask(`{ appointments(filter: { status: [${note.split(' ')[0]}] }) { totalCount } }`);
  await ask('query ($after: String) { appointments(after: $after) { totalCount } }', {
    after: Buffer.from(everything).toString('base64url'),
  });
  await ask('{ viewer { id } }', undefined, { operationName: name });
  await ask('{ viewer { id } }', undefined, { documentId: token });
  await ask('{ viewer { id } }', undefined, {
    extensions: { persistedQuery: { version: 1, sha256Hash: token } },
  });
  await ask('mutation ($key: ID!, $value: String) { changeJitsiSetting(key: $key, value: $value) { key } }', {
    key: name,
    value: token,
  });
  await ask('query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }', {
    of: [{ __typename: name, id: email }],
  });
  await ask(save, { note: { plan: `FAULT ${everything}` } });
  await ask(save, { note: { plan: `\u0000${everything}` } });
  await ask(save, { note: { plan: everything.repeat(1_000) } });
  await ask(save, { note: { [String(note.split(' ')[0])]: name } });
  await ask(save, { note: everything });
  await ask('subscription { roomReady(appointmentId: "QUOKKA") { ready } }');
  await ask(
    'mutation { joinTelehealth(appointmentId: "123", identity: "Zebulonia Quetzalfeather") { token } }',
  );
  await post('/graphql', `{"query": "${note}`);
  await post('/graphql', `${JSON.stringify(everything)}`);
  await post('/graphql', note, { 'content-type': 'text/plain' });
  await post('/graphql', JSON.stringify({ query: everything.repeat(5_000) }));
  await post('/graphql', '{"query":"{ viewer { id } }"}', {
    accept: note,
    'x-org-id': name,
    'x-apollo-operation-name': phone,
    'x-gateway-secret': token,
    'user-agent': email,
    cookie: `name=${name}`,
    referer: `https://x.example/?jwt=${token}`,
  });
  await post('/graphql', '{"query":"{ viewer { id } }"}', { authorization: `Bearer ${token}` });
  await post('/graphql', '{"query":"{ viewer { id } }"}', { authorization: `Basic ${everything}` });
  await send(`/graphql?query=${inUrl}`);
  await send(
    `/graphql?query=${encodeURIComponent('{ viewer { name email } }')}&variables=${inUrl}&jwt=${token}`,
  );
  await send(`/graphql/${inUrl}`);
  await send('/graphql', { method: 'PUT', body: everything });
}

async function overRest(post: Post, send: Send) {
  const calls = [
    '/rooms',
    '/jitsi/join',
    '/token',
    '/sessions',
    '/sessions/from-appointment',
    '/sessions/123/start',
    '/recording/start',
  ];
  for (const call of calls) {
    const path = `/api/telehealth${call}`;
    await post(
      path,
      JSON.stringify({
        roomName: name,
        identity: email,
        ttlSeconds: phone,
        providerId: note,
        patientId: phone,
        appointmentId: name,
        type: reason,
      }),
    );
    await post(path, JSON.stringify({ roomName: 'apt123', providerId: 45, patientId: 90, identity: name }));
    await post(path, `{"note": "${note}`);
    await post(path, note, { 'content-type': `text/${String(note.split(' ')[0])}` });
    await post(path, JSON.stringify(everything.repeat(5_000)));
    await post(`${path}?jwt=${token}&name=${inUrl}`, '{}', { authorization: token });
  }
  for (const path of [
    `/api/telehealth/rooms/${inUrl}/status`,
    `/api/telehealth/sessions/${inUrl}`,
    `/api/telehealth/sessions/${inUrl.repeat(3)}`,
    `/api/telehealth/sessions/%zz${inUrl}`,
    `/patients/${inUrl}?jwt=${token}`,
    `/visits/${inUrl}`,
    `/assets/${inUrl}`,
    `/api/docs/${inUrl}`,
    `/${inUrl}%ff`,
    `/readyz?exclude=${inUrl}`,
  ])
    await send(path);
  await send(`/api/telehealth/sessions/${inUrl}`, { method: 'DELETE' });
  await send('/api/telehealth/sessions/123', {
    method: 'OPTIONS',
    headers: { origin: `https://${email.split('@')[0]}.example`, 'access-control-request-method': 'QUOKKA' },
  });
}

async function overWebSocket(url: string, caller: string, meetingUrl: string) {
  const door = `${url.replace('http', 'ws')}/graphql`;
  const init = (authorization: string) => ({
    type: 'connection_init',
    payload: { authorization, name, 'X-Org-Id': note },
  });
  const operation = (query: string, variables?: object) => ({
    type: 'subscribe',
    id: name,
    payload: { query, variables },
  });
  const talks: [string, (object | string)[]][] = [
    [door, [init(`Bearer ${token}`)]],
    [door, [everything]],
    [door, [{ type: note, payload: everything }]],
    [door, [operation(`{ ${note} }`)]],
    [
      door,
      [
        init(`Bearer ${caller}`),
        operation(`{ ${note} {`),
        operation('{ quokka }'),
        operation('query ($id: ID!) { appointment(id: $id) { id } }', { id: { name } }),
      ],
    ],
    [
      door,
      [
        init(`Bearer ${caller}`),
        operation('subscription ($id: ID) { roomReady(appointmentId: $id) { ready } }', { id: name }),
        operation('{ viewer { id } }', { note }),
        { type: 'complete', id: note },
        note,
      ],
    ],
    [door, [init(`Bearer ${caller}`), everything.repeat(1_000)]],
    [`${door}?jwt=${token}&name=${inUrl}`, [everything]],
    [`${url.replace('http', 'ws')}/${inUrl}`, [everything]],
    [
      `${meetingUrl.replace('http', 'ws').replace('?', '/signal?')}`,
      [everything, { type: note, payload: everything }],
    ],
    [`${url.replace('http', 'ws')}/meet/apt123/signal?jwt=${token}`, [everything]],
  ];
  for (const [address, messages] of talks)
    await talk(new WebSocket(address, 'graphql-transport-ws'), messages);
  await talk(new WebSocket(door, String(note.split(' ')[0])), [everything]);
  await talk(new WebSocket(door, 'graphql-transport-ws', { origin: 'https://quokka.example' }), [everything]);
}

/** Says all of it, and goes when it was answered, or sent away. */
async function talk(socket: WebSocket, messages: (object | string)[]) {
  const gone = new Promise<void>((resolve) =>
    socket.once('close', () => resolve()).on('error', () => resolve()),
  );
  const answered = new Promise<void>((resolve) =>
    socket.on('message', (data) => /"error"|"next"/.test(String(data)) && resolve()),
  );
  socket.once('open', () => {
    for (const message of messages)
      socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    // What is answered by nothing is answered by the end.
    socket.ping();
  });
  socket.once('pong', () => socket.close());
  await Promise.race([gone, answered]);
  socket.close();
  await gone;
}

/** HTTP as no client of its own would speak it. */
async function overBareSocket(url: string, words: string) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.end(words);
  return textOf(socket);
}

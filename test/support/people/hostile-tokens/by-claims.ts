import { json, now, type Target, upToDate } from './target.ts';

/** RFC 7519 §4: rightly signed, but saying two things, of which each reader would choose another. */
export function twice({ rightly, header, claims }: Target) {
  const right = upToDate(claims);
  const others: Record<string, unknown> = {
    exp: 1,
    role: 'ADMIN',
    org_id: 2,
    provider_id: 46,
    sub: 'mallory',
    iss: 'https://evil.example.org',
    aud: 'evil',
    patient_id: 89,
  };
  const claimTwice = Object.entries(others).flatMap(([name, value]) => {
    const all = json({ ...right, [name]: value, last: 0 });
    const more = `${json(name)}:${json(value)}`;
    const escaped = `"\\u${name.charCodeAt(0).toString(16).padStart(4, '0')}${name.slice(1)}":${json(value)}`;
    return [
      [`${name} first`, rightly(json(header), `{${more},${all.slice(1)}`)],
      [`${name} last`, rightly(json(header), `${all.slice(0, -1)},${more}}`)],
      [`${name} escaped`, rightly(json(header), `${all.slice(0, -1)},${escaped}}`)],
    ];
  });
  const headerTwice = ['alg', 'typ', 'kid', 'crit'].flatMap((name) => {
    const all = json({ typ: 'JWT', kid: 'key-1', ...header }).slice(0, -1);
    return [
      [
        `header ${name}`,
        rightly(
          `${all},${json(name)}:"none",${json(name)}:${json({ typ: 'JWT', kid: 'key-1', ...header }[name] ?? 'JWT')}}`,
          json(right),
        ),
      ],
      [`header ${name} none last`, rightly(`${all},${json(name)}:"none",${json(name)}:"none"}`, json(right))],
    ];
  });
  const within = rightly(
    json(header),
    json({ ...right, realm_access: 0 }).replace(
      '"realm_access":0',
      '"realm_access":{"roles":["ADMIN"],"roles":[]}',
    ),
  );
  return Object.fromEntries([...claimTwice, ...headerTwice, ['within another', within]]);
}

/** For somebody else, or from somebody else. */
export function misaddressed({ rightly, header, claims }: Target) {
  const { iss, aud } = claims as { iss: string; aud: string };
  const near = (right: string) => [
    undefined,
    null,
    '',
    0,
    true,
    {},
    [],
    [[right]],
    { [right]: true },
    right.toUpperCase(),
    `${right}/`,
    `${right} `,
    ` ${right}`,
    right.slice(0, -1),
    right.slice(1),
    `${right}.evil.example.org`,
    `${right}\u0000`,
    right.replace('e', '\u0435'),
    '*',
    'evil',
    ['evil', right.slice(0, -1)],
    [`${right},evil`],
  ];
  const wrong = (name: string, values: unknown[]) =>
    values.map((value) => [
      `${name} ${json(value) ?? 'missing'}`,
      rightly(json(header), json({ ...upToDate(claims), [name]: value })),
    ]);
  return Object.fromEntries([...wrong('iss', [...near(iss), [iss]]), ...wrong('aud', near(aud))]);
}

/** Too late, too early, or no time at all. */
export function mistimed({ rightly, header, claims }: Target) {
  const right = upToDate(claims);
  const times = (name: string, values: string[]) =>
    values.map((value) => {
      const text = json({ ...right, [name]: 'HERE' }).replace('"HERE"', value);
      return [`${name} ${value}`, rightly(json(header), text)];
    });
  const { exp: _exp, ...endless } = right;
  const never = ['"never"', `"${right.exp}"`, 'null', 'true', '[]', `[${right.exp}]`, '{}', '""'];
  return Object.fromEntries([
    ['no exp', rightly(json(header), json(endless))],
    ['Exp', rightly(json(header), json({ ...endless, Exp: right.exp }))],
    ...times('exp', [
      ...never,
      'NaN',
      'Infinity',
      '0',
      '-1',
      '-1e3',
      `-${right.exp}`,
      '1',
      '1e400',
      '1e308',
      '-1e400',
      '1e15',
      '9007199254740993',
    ]),
    ...times(
      'exp',
      [0, 1, 61, 120, 3600, 86_400].map((ago) => String(now() - ago)),
    ),
    ...times('nbf', [...never, ...[180, 600, 86_400].map((ahead) => String(now() + ahead)), '1e400', '1e15']),
    ...times('iat', [...never, ...[180, 600, 86_400].map((ahead) => String(now() + ahead)), '1e400', '1e15']),
  ]);
}

/** RFC 8725 §3.11: rightly signed, for another purpose. */
export function mistyped({ rightly, header, claims }: Target) {
  const types: unknown[] = [
    'JWS',
    'JWE',
    'JOSE',
    'JOSE+JSON',
    'none',
    'logout+jwt',
    'dpop+jwt',
    'secevent+jwt',
    'token-introspection+jwt',
    'dc+sd-jwt',
    'vc+jwt',
    'oauth-authz-req+jwt',
    'entity-statement+jwt',
    'application/json',
    'JWT ',
    'JWT\u0000',
    '',
    null,
    1,
    true,
    ['JWT'],
    { typ: 'JWT' },
  ];
  return Object.fromEntries(
    types.map((typ) => [json(typ), rightly(json({ ...header, typ }), json(upToDate(claims)))]),
  );
}

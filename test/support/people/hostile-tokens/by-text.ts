import { base64url, type Hostile, json, type Target, upToDate } from './target.ts';

/** A right token, cut and bent. */
export function mangled(_target: Target, right: string) {
  const [header = '', claims = '', signature = ''] = right.split('.');
  const cuts = [1, 2, 3, 4, 8, 16].flatMap((length) => [
    [`header cut by ${length}`, `${header.slice(0, -length)}.${claims}.${signature}`],
    [`claims cut by ${length}`, `${header}.${claims.slice(0, -length)}.${signature}`],
    [`signature cut by ${length}`, `${header}.${claims}.${signature.slice(0, -length)}`],
    [`cut from the front by ${length}`, right.slice(length)],
  ]);
  const between = [
    '=',
    '==',
    ' ',
    '%20',
    '\u00a0',
    '\u200b',
    '\u2028',
    '+',
    '/',
    '%',
    '~',
    '.',
    '..',
    '%2e',
    ',',
    ';',
    '"',
    "'",
    '<',
    '\\',
    '\u0001',
    '\u0007',
    '\u001b[31m',
    '\u007f',
    '\ud83d\ude00',
  ];
  const inserted = between.flatMap((what) => [
    [`${json(what)} at the end`, `${right}${what}`],
    [`${json(what)} after the header`, `${header}${what}.${claims}.${signature}`],
    [`${json(what)} after the claims`, `${header}.${claims}${what}.${signature}`],
    [
      `${json(what)} within the signature`,
      `${header}.${claims}.${signature.slice(0, 9)}${what}${signature.slice(9)}`,
    ],
  ]);
  const orders = [
    [claims, header, signature],
    [header, signature, claims],
    [signature, claims, header],
    [header, header, signature],
    [header, claims, claims],
  ];
  return Object.fromEntries([
    ...cuts,
    ...inserted.filter(([, token]) => token?.trim() !== right),
    ...orders.map((parts, n) => [`order ${n}`, parts.join('.')]),
    ['without a header', `.${claims}.${signature}`],
    ['without claims', `${header}..${signature}`],
    ['two parts', `${header}.${claims}`],
    ['one part', header],
    ['four parts', `${right}.${signature}`],
    ['five parts', `${right}.${signature}.${signature}`],
    ['dots', '..'],
    ['many dots', '.'.repeat(2_000)],
    [
      'standard base64 alphabet',
      `${header}.${claims}.${signature.replaceAll('-', '+').replaceAll('_', '/')}=`,
    ],
    [
      'padded everywhere',
      [header, claims, signature].map((part) => part.padEnd(Math.ceil(part.length / 4) * 4, '=')).join('.'),
    ],
    ['in base64', base64url(right)],
    ['in upper case', right.toUpperCase()],
    ['in quotes', `"${right}"`],
    ['percent-encoded', encodeURIComponent(right).replaceAll('.', '%2E')],
    ['reversed', [...right].reverse().join('')],
    ['twice', `${right}${right}`],
    ['twice, by comma', `${right},${right}`],
    ['twice, by space', `${right} ${right}`],
    ['two schemes', `${right}, Bearer ${right}`],
  ]);
}

/** RFC 7515 §7.2, and a token within a token. */
export function otherwiseSerialized({ rightly, header }: Target, right: string) {
  const [protectedHeader, payload, signature] = right.split('.');
  return {
    flattened: json({ protected: protectedHeader, payload, signature }),
    general: json({ payload, signatures: [{ protected: protectedHeader, signature }] }),
    'general, without signatures': json({ payload, signatures: [] }),
    'flattened, in base64url': base64url(json({ protected: protectedHeader, payload, signature })),
    nested: rightly(json({ ...header, cty: 'JWT' }), right),
    'nested, as a text': rightly(json({ ...header, cty: 'JWT' }), json(right)),
    'selective disclosure': `${right}~`,
    'with a disclosure': `${right}~${base64url(json(['salt', 'role', 'ADMIN']))}~`,
  };
}

/** Rightly signed, and no header or no claims. */
export function malformed({ rightly, header, claims }: Target) {
  const texts = [
    '',
    '{',
    '}',
    '[]',
    '[{}]',
    'null',
    'true',
    '1',
    '"claims"',
    '{}',
    "{'exp':1}",
    '{"exp":1,}',
    '<a/>',
    '{"exp":}',
    '{"__proto__":{"exp":9999999999}}',
    '\u0000',
    `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
    `${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`,
  ];
  return Object.fromEntries([
    ...texts.map((text) => [`claims ${text.slice(0, 20)}`, rightly(json(header), text)]),
    ...texts.map((text) => [`header ${text.slice(0, 20)}`, rightly(text, json(upToDate(claims)))]),
    ['claims with more behind them', rightly(json(header), `${json(upToDate(claims))}{}`)],
    ['header with more behind it', rightly(`${json(header)} x`, json(upToDate(claims)))],
  ]);
}

/** Eight to sixty-four kilobytes. */
export function oversized({ rightly, header, claims }: Target) {
  return Object.fromEntries([
    ...[8, 12, 15, 17, 20, 32, 48, 64].flatMap((kilobytes) => {
      const length = kilobytes * 1000;
      return [
        [`${kilobytes} kB of one letter`, 'a'.repeat(length)],
        [
          `${kilobytes} kB of signature`,
          `${base64url(json(header))}.${base64url(json(upToDate(claims)))}.${'A'.repeat(length)}`,
        ],
        [
          `${kilobytes} kB of header`,
          `${base64url(json({ ...header, x: 'x'.repeat(length * 0.7) }))}.e30.AAAA`,
        ],
      ];
    }),
    ['20 kB, rightly signed', rightly(json(header), json({ ...upToDate(claims), x: 'x'.repeat(15_000) }))],
  ]);
}

/** A right token, shown as what it is not. */
export function otherSchemes(right: string): Hostile[] {
  const credentials = [
    right,
    `Basic ${right}`,
    `Basic ${Buffer.from(`bearer:${right}`).toString('base64')}`,
    `Token ${right}`,
    `JWT ${right}`,
    `DPoP ${right}`,
    `MAC ${right}`,
    `Bearer:${right}`,
    `Bearer=${right}`,
    `Bearer,${right}`,
    `BearerX ${right}`,
    `Bearer Bearer ${right}`,
    `XBearer ${right}`,
    `"Bearer ${right}"`,
    `Negotiate ${right}`,
    `Digest token="${right}"`,
    `Bearer token="${right}"`,
    `Bearer token=${right}`,
    `Bearer <${right}>`,
    `Bearer${right}`,
    `Bearer\u00a0${right}`,
    'Bearer',
    'Bearer null',
    'Bearer undefined',
    'Bearer [object Object]',
    'Bearer {}',
    'Bearer 0',
    `Bearer ${right} trailing`,
    `Basic x, Bearer ${right}`,
    `\u0412earer ${right}`,
  ];
  return credentials.map((authorization, n) => ({
    name: `scheme ${n}: ${authorization.slice(0, 14)}`,
    authorization,
  }));
}

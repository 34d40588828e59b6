import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { problemWithValue, SettingKind } from '../../../src/organizations/setting-kinds.ts';
import { settings } from '../../../src/organizations/settings.ts';

test('docs/settings.md lists every setting with its kind, and every kind', () => {
  const lines = readFileSync('docs/settings.md', 'utf8').split('\n');
  const documented = lines.flatMap(
    (line) => /^\| `([\w.-]+)` \| ([A-Z_]+)/.exec(line)?.slice(1).join(' ') ?? [],
  );
  expect(documented).toEqual([...settings].map(([key, { kind }]) => `${key} ${kind}`));
  const kinds = lines.flatMap((line) => /^\| ([A-Z_, ]+) \|/.exec(line)?.[1]?.split(', ') ?? []);
  expect(kinds.toSorted()).toEqual(Object.keys(SettingKind).toSorted());
});

const within = { minimum: 5, maximum: 10_080 };

test.each([
  [
    { kind: SettingKind.MINUTES, ...within },
    ['5', '15', '10080'],
    ['4', '10081', '', '1e3', '-5', '05', ' 5'],
  ],
  [{ kind: SettingKind.CHOICE, choices: ['open', 'admit'] }, ['open', 'admit'], ['', 'Open', 'shut']],
  [{ kind: SettingKind.QUIET_HOURS }, ['21:00-08:00', '00:00-23:59'], ['24:00-08:00', '21-8', '21:00', '']],
  [{ kind: SettingKind.MINUTE_LIST, ...within }, ['10', '1440,10'], ['', '10,', '4', '10, 20', '5,6,7,8,9']],
  [
    { kind: SettingKind.WORD_LIST },
    ['Kiosk', ' Kiosk , Büro '],
    ['', ' ', ',', 'a,', 'a\nb', 'x'.repeat(101)],
  ],
  [
    { kind: SettingKind.ZONE },
    ['UTC', 'Asia/Kolkata', 'America/Argentina/Salta'],
    ['', 'EST', '+05:30', 'a/b'],
  ],
  [
    { kind: SettingKind.PHONE },
    ['+4930901820'],
    ['', '+0301', '030901820', '+49 30 901820', '+1234567890123456'],
  ],
  [{ kind: SettingKind.LANGUAGE }, ['es', 'es-MX', 'zh-Hant-TW'], ['', 'e', 'es_MX', 'español', 'en;q=1']],
])('%o', (rule, good, bad) => {
  for (const value of good) expect([value, problemWithValue(rule, value)]).toEqual([value, undefined]);
  for (const value of bad) expect([value, problemWithValue(rule, value)]).not.toEqual([value, undefined]);
});

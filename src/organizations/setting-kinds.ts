import { registerEnumType } from 'type-graphql';
import { z } from 'zod';
import { isTimeZone } from './time-zone.ts';

const MIN_SECRET_BYTES = 32;

export enum SettingKind {
  FLAG = 'FLAG',
  URL = 'URL',
  WORD = 'WORD',
  SECONDS = 'SECONDS',
  MINUTES = 'MINUTES',
  HOURS = 'HOURS',
  SECRET = 'SECRET',
  ZONE = 'ZONE',
  CHOICE = 'CHOICE',
  PHONE = 'PHONE',
  LANGUAGE = 'LANGUAGE',
  QUIET_HOURS = 'QUIET_HOURS',
  MINUTE_LIST = 'MINUTE_LIST',
  WORD_LIST = 'WORD_LIST',
}
registerEnumType(SettingKind, {
  name: 'OrganizationSettingKind',
  valuesConfig: {
    FLAG: { description: 'true or false.' },
    URL: { description: 'An http or https URL without credentials, query or fragment.' },
    WORD: { description: '1 to 200 letters, digits, or any of . * _ -' },
    SECONDS: { description: 'A whole number, from minimum to maximum.' },
    MINUTES: { description: 'A whole number, from minimum to maximum.' },
    HOURS: { description: 'A whole number, from minimum to maximum.' },
    SECRET: { description: `At least ${MIN_SECRET_BYTES} bytes. Stored encrypted and never returned.` },
    ZONE: { description: 'UTC, or the IANA name of a place such as Europe/Berlin.' },
    CHOICE: { description: 'One of choices.' },
    PHONE: { description: 'E.164, such as +4930901820.' },
    LANGUAGE: { description: 'BCP 47, such as es or es-MX.' },
    QUIET_HOURS: { description: 'From and to, such as 21:00-08:00.' },
    MINUTE_LIST: {
      description: '1 to 4 whole numbers from minimum to maximum, separated by commas, such as 1440,10.',
    },
    WORD_LIST: { description: '1 to 50 entries of 1 to 100 characters, separated by commas.' },
  },
});

/** What values of a setting may be. */
export interface ValueRule {
  kind: SettingKind;
  /** Of whole numbers, inclusive. */
  minimum?: number;
  maximum?: number;
  /** Of CHOICE. */
  choices?: readonly string[];
}

/** Returns what is wrong with a value, to follow the key in a sentence, or undefined. It never repeats the value. */
export const problemWithValue = (rule: ValueRule, value: string) =>
  schemas[rule.kind](rule).safeParse(value).error?.issues[0]?.message;

const serverUrl = z
  .url({ protocol: /^https?$/, error: 'must be a URL such as https://meet.example.org' })
  // The host goes into policies of pages, where `*`, `;` and quotes have a meaning.
  .refine((text) => /^[\w.-]+$|^\[[\da-f:.]+\]$/.test(URL.parse(text)?.hostname ?? ''), {
    error: 'must be a URL such as https://meet.example.org',
    abort: true,
  })
  .refine((text) => {
    const url = URL.parse(text);
    return !url || !(url.username || url.password || url.search || url.hash);
  }, 'must hold no credentials, query or fragment');

const isWithin = (text: string, { minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: ValueRule) =>
  /^(0|[1-9]\d{0,9})$/.test(text) && Number(text) >= minimum && Number(text) <= maximum;

const numberOf = (unit: string) => (rule: ValueRule) =>
  z.string().refine((text) => isWithin(text, rule), `must be ${rule.minimum} to ${rule.maximum} ${unit}`);

const isLanguage = (text: string) => /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(text);

/** Not empty, and without line breaks. The database has the same rule, in `listed_visit_types`. */
const ENTRY = ' *[^ \\p{Cc}\\u2028\\u2029,][^\\p{Cc}\\u2028\\u2029,]{0,99}';
const WORD_LIST = new RegExp(`^${ENTRY}(,${ENTRY}){0,49}$`, 'u');

const schemas: Record<SettingKind, (rule: ValueRule) => z.ZodType<string>> = {
  FLAG: () => z.enum(['true', 'false'], { error: 'must be true or false' }),
  URL: () => serverUrl,
  WORD: () => z.string().regex(/^[\w.*-]{1,200}$/, 'must be one word'),
  SECONDS: numberOf('seconds'),
  MINUTES: numberOf('minutes'),
  HOURS: numberOf('hours'),
  SECRET: () =>
    z
      .string()
      .refine(
        (text) => Buffer.byteLength(text) >= MIN_SECRET_BYTES,
        `must have at least ${MIN_SECRET_BYTES} bytes`,
      ),
  ZONE: () => z.string().refine(isTimeZone, 'must be UTC or a time zone such as Europe/Berlin'),
  CHOICE: ({ choices = [] }) => z.enum(choices, { error: `must be one of ${choices.join(', ')}` }),
  PHONE: () => z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number such as +4930901820'),
  LANGUAGE: () => z.string().refine(isLanguage, 'must be a language such as en or es-MX'),
  QUIET_HOURS: () =>
    z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'must be hours such as 21:00-08:00'),
  MINUTE_LIST: (rule) =>
    z.string().refine((text) => {
      const entries = text.split(',');
      return entries.length <= 4 && entries.every((entry) => isWithin(entry, rule));
    }, `must be at most 4 numbers of ${rule.minimum} to ${rule.maximum} minutes, separated by commas`),
  WORD_LIST: () =>
    z.string().regex(WORD_LIST, 'must be 1 to 50 entries of 1 to 100 characters, separated by commas'),
};

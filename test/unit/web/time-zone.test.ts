import { expect, test } from 'vitest';
import { dateOf, dayOf, timeOf, timeZoneOf } from '../../../web/src/words/dates.ts';
import { comesTwice, dayIn, isKnownZone, startOfDayIn } from '../../../web/src/words/time-zone.ts';

const NEW_YORK = 'America/New_York';
const iso = (day: string, zone: string) => startOfDayIn(day, zone).toISOString();

test('a day begins at the zone’s midnight, whatever the offset is that day', () => {
  expect(iso('2026-11-30', NEW_YORK)).toBe('2026-11-30T05:00:00.000Z');
  expect(iso('2026-07-01', NEW_YORK)).toBe('2026-07-01T04:00:00.000Z');
  // The days on which clocks change.
  expect(iso('2026-11-01', NEW_YORK)).toBe('2026-11-01T04:00:00.000Z');
  expect(iso('2026-11-02', NEW_YORK)).toBe('2026-11-02T05:00:00.000Z');
  expect(iso('2026-03-08', NEW_YORK)).toBe('2026-03-08T05:00:00.000Z');
  expect(iso('2026-11-30', 'Asia/Kathmandu')).toBe('2026-11-29T18:15:00.000Z');
});

test('a day without a midnight begins when its clocks do, and one with two midnights at the first', () => {
  // In Cairo the clocks go from 23:59 to 1:00 on 24 April 2026; in Havana from 0:59 back to 0:00 on 1 November.
  expect(iso('2026-04-24', 'Africa/Cairo')).toBe('2026-04-23T22:00:00.000Z');
  expect(iso('2026-11-01', 'America/Havana')).toBe('2026-11-01T04:00:00.000Z');
});

test('every moment of a year lies in the day that begins before it and ends after it', () => {
  for (const zone of [
    NEW_YORK,
    'Europe/Berlin',
    'Africa/Cairo',
    'America/Havana',
    'Australia/Lord_Howe',
    'UTC',
  ])
    for (let hour = 0; hour < 366 * 24; hour += 61) {
      const at = Date.UTC(2026, 0, 1, hour, 17);
      const day = dayIn(at, zone);
      const next = dayIn(startOfDayIn(day, zone).getTime() + 36 * 3_600_000, zone);
      expect(startOfDayIn(day, zone).getTime()).toBeLessThanOrEqual(at);
      expect([zone, at, startOfDayIn(next, zone).getTime() > at]).toEqual([zone, at, true]);
    }
});

test('the hour that comes twice names its zone, and so does a time after the clocks have changed', () => {
  expect([
    comesTwice(Date.parse('2026-11-01T05:30Z'), NEW_YORK),
    comesTwice(Date.parse('2026-11-01T06:30Z'), NEW_YORK),
  ]).toEqual([true, true]);
  expect(comesTwice(Date.parse('2026-11-01T07:30Z'), NEW_YORK)).toBe(false);
  expect(timeOf('2026-11-01T05:30Z', 'en', NEW_YORK)).toBe('1:30 AM EDT');
  expect(timeOf('2026-11-01T06:00Z', 'en', NEW_YORK)).toBe('1:00 AM EST');
  expect(timeOf('2026-10-25T00:30Z', 'es', 'Europe/Berlin')).toBe('2:30 CEST');
  const summer = timeOf('2026-07-01T13:00Z', 'en', NEW_YORK);
  const winter = timeOf('2026-12-01T14:00Z', 'en', NEW_YORK);
  // One of the two is not in today's half of the year.
  expect([summer, winter].filter((time) => time === '9:00 AM')).toHaveLength(1);
  expect([summer, winter].filter((time) => / E[DS]T$/.test(time))).toHaveLength(1);
});

test('a zone is named for the whole year', () => {
  expect(timeZoneOf('en')).not.toMatch(/GMT|Daylight/);
  expect(dayOf('2026-11-30T23:30Z', 'en', 'Asia/Tokyo')).toBe('Tuesday, December 1');
});

test('a zone that this browser does not know is no zone', () => {
  expect([isKnownZone('Europe/Berlin'), isKnownZone('Mars/Olympus')]).toEqual([true, false]);
});

test('dates are written as the browser’s own form of the language has them', async ({ onTestFinished }) => {
  const languages = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(navigator), 'languages');
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'languages'));
  Object.defineProperty(navigator, 'languages', {
    configurable: true,
    value: ['fr', 'en-US@posix', 'en-GB', 'es-MX'],
  });
  expect(languages).toBeDefined();
  expect(timeOf(new Date(2026, 0, 5, 15, 37), 'en')).toMatch(/^15:37/);
  expect(dateOf(new Date(2026, 0, 5), 'en')).toBe('5 January 2026');
  expect(dateOf(new Date(2026, 0, 5), 'es')).toBe('5 de enero de 2026');
});

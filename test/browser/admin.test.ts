import { readFileSync } from 'node:fs';
import csv from 'papaparse';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { AppointmentStatus } from '../../src/appointments/appointment.entity.ts';
import { AuditEntry } from '../../src/audit/audit-entry.entity.ts';
import { OrgSetting } from '../../src/organizations/org-setting.entity.ts';
import { barriersOf, fitsTheScreen, SCREENS, useBrowser } from '../support/browser/browser.ts';
import { signInAs } from '../support/browser/portal.ts';
import { useDemoClinic } from '../support/servers/demo.ts';
import { openJitsi } from '../support/servers/jitsi.ts';

const clinic = useDemoClinic();
const browser = useBrowser();

const ADMIN = 'Alex Morgan';
const DAY_MS = 24 * 60 * 60_000;
const SECRET = 'an-app-secret-that-nobody-may-ever-read-again';

/** Somebody at one of the pages, signed in. */
async function arrive(path: string, name = ADMIN, options = {}) {
  const visitor = await browser.visit(clinic.url + path, options);
  await signInAs(visitor, name);
  await visitor.page.getByRole('heading', { level: 1 }).waitFor();
  return visitor;
}

/** What the API itself answers to somebody of the demo clinic. */
async function ask<Data>(username: string, query: string, variables = {}) {
  const form = new URLSearchParams({ grant_type: 'password', username });
  const { access_token } = (await (
    await fetch(`${clinic.url}/demo/token`, { method: 'POST', body: form })
  ).json()) as Record<string, string>;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${access_token}` };
  const answer = await fetch(`${clinic.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables }),
  });
  return ((await answer.json()) as { data: Data }).data;
}

describe('usage', () => {
  /** Completed visits of the last three months: more of Dr. Smith than of Dr. Garcia. */
  async function seePatients() {
    for (let day = 1; day <= 90; day += 6)
      await clinic.book({
        id: 1000 + day,
        providerId: day % 4 === 1 ? 46 : 45,
        status: AppointmentStatus.COMPLETED,
        startsAt: new Date(Date.now() - day * DAY_MS),
        minutes: 15 + (day % 7) * 5,
      });
  }

  const rowsOf = async (page: Page) => {
    const rows = await page.getByRole('table').locator('tbody tr').all();
    return Promise.all(
      rows.map(async (row) =>
        (await row.locator('th, td').allTextContents()).map((text) => text.replaceAll(',', '')),
      ),
    );
  };

  async function figures(username: string, from: string, to: string, interval: string) {
    const { telehealthMetrics } = await ask<{
      telehealthMetrics: { totalSessions: number; avgDurationMinutes: number }[];
    }>(
      username,
      `query ($from: Date!, $to: Date!) { telehealthMetrics(from: $from, to: $to, interval: ${interval}) { totalSessions avgDurationMinutes } }`,
      { from, to },
    );
    return telehealthMetrics.map(({ totalSessions, avgDurationMinutes }) => [
      String(totalSessions),
      String(Math.round(totalSessions * avgDurationMinutes)),
      String(Math.round(avgDurationMinutes * 10) / 10),
    ]);
  }

  test.each([
    ['Month', 'MONTH', 12],
    ['Week', 'WEEK', 26],
    ['Day', 'DAY', 60],
  ])(
    'by %s: the table has every period, with the numbers of the API, and the bars say the gist',
    async (label, interval, count) => {
      await seePatients();
      const { page, complaints } = await arrive('/usage');
      await page.getByRole('radio', { name: label }).check();
      await expect.poll(async () => (await rowsOf(page)).length).toBe(count);

      const [from, to] = await Promise.all(
        ['From', 'To'].map((name) => page.getByLabel(name, { exact: true }).inputValue()),
      );
      const rows = (await rowsOf(page)).map(([_period, ...numbers]) => numbers);
      expect(rows.filter(([sessions]) => sessions !== '0')).toEqual(
        await figures('admin-1', String(from), String(to), interval),
      );
      expect(
        rows
          .filter(([sessions]) => sessions === '0')
          .every(([, minutes, average]) => minutes === '0' && average === '–'),
      ).toBe(true);

      const sum = (column: number) => rows.reduce((total, row) => total + Number(row[column]), 0);
      const inTotal = page.getByRole('region', { name: 'In total' });
      const shown = (await inTotal.locator('dd').allTextContents()).map((text) => text.replaceAll(',', ''));
      expect(shown.slice(0, 2)).toEqual([String(sum(0)), String(sum(1))]);
      expect(Number(shown[2])).toBeCloseTo(sum(1) / sum(0), 1);
      await page
        .getByRole('img', { name: new RegExp(`^Visits: ${sum(0)} in total, most in .+ with \\d+$`) })
        .waitFor();
      expect(complaints).toEqual([]);
    },
  );

  test('a provider sees their own visits only, in the language they chose', async () => {
    await seePatients();
    const { page } = await arrive('/usage', 'Dr. Maria Garcia');
    const own = (await figures('provider-46', '2000-01-01', '2100-01-01', 'MONTH')).reduce(
      (total, [sessions]) => total + Number(sessions),
      0,
    );
    const all = (await figures('admin-1', '2000-01-01', '2100-01-01', 'MONTH')).reduce(
      (total, [sessions]) => total + Number(sessions),
      0,
    );
    expect(own).toBeLessThan(all);
    await page.getByRole('region', { name: 'In total' }).getByText(String(own), { exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Language' }).selectOption('es');
    await page.getByRole('heading', { name: 'Uso', level: 1 }).waitFor();
    const thisMonth = new Intl.DateTimeFormat('es', {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    }).format(new Date());
    await page.getByRole('rowheader', { name: thisMonth }).waitFor();
  });

  test('a first day after the last one is explained and not sent; nothing in a time is said; the address holds the choice', async () => {
    const { page } = await arrive('/usage');
    await page.getByText('No video visit was completed in this time.').waitFor();
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));

    await page.getByLabel('From', { exact: true }).fill('2026-05-01');
    await page.getByLabel('To', { exact: true }).fill('2026-04-01');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText('The first day is after the last one.').waitFor();
    expect(sent).toEqual([]);
    expect(new URL(page.url()).search).toBe('?by=MONTH&from=2026-05-01&to=2026-04-01');

    await page.goto(`${clinic.url}/usage?by=DAY&from=2020-01-01&to=2026-01-01`);
    await page.getByText('More than 370 bars cannot be shown.').waitFor();
  });
});

describe('audit log', () => {
  const FORMULA = '=HYPERLINK("http://evil.example","click")';

  /** A log of `count` lines, one per minute, the last a minute ago. */
  async function write(count: number, others = {}) {
    const lines = Array.from({ length: count }, (_, index) => ({
      orgId: 1,
      at: new Date(Date.now() - (count - index) * 60_000),
      actor: index % 2 ? 'provider-45' : 'patient-89',
      action: index % 3 ? 'join a telehealth visit' : 'start a telehealth visit',
      appointmentId: index % 5 ? 123 : null,
      door: 'graphql',
      allowed: index % 4 !== 0,
      code: index % 4 ? null : 'FORBIDDEN',
      detail: index === 0 ? FORMULA : null,
      requestId: `request-${index}`,
      ...others,
    }));
    await clinic.em.insertMany(AuditEntry, lines);
    return lines;
  }

  /** The reading of the page itself, which is on record once an hour. */
  const readBefore = () =>
    write(1, {
      actor: 'admin-1',
      action: 'read the audit log',
      appointmentId: null,
      allowed: true,
      code: null,
    });

  const requestsShown = (page: Page) => page.locator('tbody tr .request').allTextContents();

  test('filters narrow the log, are in the address, and come back from it', async () => {
    await readBefore();
    const lines = await write(40);
    const { page, complaints } = await arrive('/audit');
    await page.getByText('41 entries').waitFor();

    await page.getByRole('textbox', { name: 'Who' }).fill('provider-45');
    await page.getByRole('combobox', { name: 'Outcome' }).selectOption('allowed');
    await page.getByRole('combobox', { name: 'Action' }).selectOption('Start a video visit');
    await page.getByRole('button', { name: 'Show' }).click();
    const narrowed = lines.filter(
      ({ actor, allowed, action }) => actor === 'provider-45' && allowed && action.startsWith('start'),
    );
    await page.getByText(`${narrowed.length} entries`).waitFor();
    expect(await requestsShown(page)).toEqual(narrowed.map(({ requestId }) => requestId).toReversed());
    expect(new URL(page.url()).search).toBe(
      '?outcome=allowed&action=start+a+telehealth+visit&actor=provider-45',
    );

    await page.goBack();
    await page.getByText('41 entries').waitFor();
    await write(1);
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('42 entries').waitFor();
    expect(await page.getByRole('textbox', { name: 'Who' }).inputValue()).toBe('');

    await page.goto(`${clinic.url}/audit?outcome=refused&appointment=123`);
    const refused = lines.filter(({ allowed, appointmentId }) => !allowed && appointmentId === 123);
    await page.getByText(`${refused.length} entries`).waitFor();
    await page.getByRole('cell', { name: 'Refused not permitted' }).first().waitFor();
    expect(await page.getByRole('textbox', { name: 'Appointment' }).inputValue()).toBe('123');

    await page.getByLabel('To', { exact: true }).fill('2020-01-01');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText('No entries match.').waitFor();
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await page.getByText('42 entries').waitFor();
    expect(complaints).toEqual([]);
  });

  test('an entry speaks of people, and has codes and ids behind Details', async () => {
    await write(1, { actor: 'patient-89', allowed: false, code: 'CONFLICT', requestId: 'request-7' });
    await write(1, {
      actor: 'admin-sub-1f',
      allowed: false,
      code: 'FORBIDDEN',
      appointmentId: null,
      subject: 'jitsi.app_secret',
    });
    const { page } = await arrive('/audit');
    const late = page.getByRole('row').filter({ hasText: 'Jane Doe' });
    await late.getByText('– Not done').waitFor();
    expect(await late.getByText('request-7').isVisible()).toBe(false);
    await late.getByText('Details').click();
    await late.getByText('request-7').waitFor();
    await late.getByText('patient-89').waitFor();
    const refused = page.getByRole('row').filter({ hasText: 'An administrator without a record' });
    await refused.getByText('✕ Refused').waitFor();
    await refused.getByText('App secret').waitFor();
    await page.getByRole('link', { name: 'Jane Doe' }).click();
    await page.getByText('1 entry').waitFor();
    expect(await page.getByRole('textbox', { name: 'Who' }).inputValue()).toBe('patient-89');
  });

  test('on a phone the filter is folded, and a log without entries says what will be in it', async () => {
    const { page } = await arrive('/audit', 'Kim Taylor', { viewport: SCREENS.phone });
    await page.getByText('Nothing is on record yet.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Who' }).isVisible()).toBe(false);
    await page.getByText('Filter', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Who' }).waitFor();
    expect(await page.getByRole('button', { name: 'Clear the filter' }).count()).toBe(0);
  });

  test('an action that only the server knows is shown as it says it', async () => {
    await write(1, { action: 'fold a paper plane' });
    const { page } = await arrive('/audit?action=fold+a+paper+plane');
    await page.getByRole('cell', { name: 'fold a paper plane' }).waitFor();
  });

  test('all of it is read page by page, and saved as CSV just as the API has it, with no formula alive', async () => {
    const lines = (await write(230)).toReversed();
    const { page, complaints } = await arrive('/audit');
    for (const shown of [100, 150, 200, 230]) {
      await page.getByRole('button', { name: 'Show more' }).press('Enter');
      await expect.poll(async () => (await requestsShown(page)).length).toBe(shown);
      // Whoever reads by keyboard goes on at the first line that is new.
      expect(await page.locator('tr:focus .request').textContent()).toBe(
        lines[Math.floor((shown - 1) / 50) * 50]?.requestId,
      );
    }
    expect(await requestsShown(page)).toEqual(lines.map(({ requestId }) => requestId));
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export as CSV' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(
      text.startsWith(
        '\uFEFFat,actor,actorName,action,appointmentId,subject,allowed,code,detail,door,requestId\r\n',
      ),
    ).toBe(true);
    const { data, errors } = csv.parse<Record<string, string>>(text.slice(1), { header: true });
    expect(errors).toEqual([]);
    const expected = lines.map(({ orgId: _, at, appointmentId, allowed, code, detail, ...rest }) => ({
      ...rest,
      at: at.toISOString(),
      actorName: rest.actor === 'patient-89' ? 'Jane Doe' : 'Dr. John Smith',
      appointmentId: String(appointmentId ?? ''),
      subject: '',
      allowed: String(allowed),
      code: code ?? '',
      detail: detail === FORMULA ? `'${FORMULA}` : '',
    }));
    const [reading, ...others] = data;
    expect(reading).toMatchObject({ action: 'read the audit log', allowed: 'true' });
    expect(others).toEqual(expected);
    const today = new Date().toISOString().slice(0, 10);
    expect(download.suggestedFilename()).toMatch(
      new RegExp(`^audit-log_practice-1_[\\d-]{10}_${today}\\.csv$`),
    );
    await page.getByText('Exported: 231 entries').waitFor({ state: 'attached' });
    expect(complaints).toEqual([]);
  });

  test('an export can be cancelled while it goes on, and says how far it is', async () => {
    await readBefore();
    await write(150);
    const { page } = await arrive('/audit');
    const isSecondPage = (body: string | null) => Boolean(body?.includes('"after":"'));
    await page.route('**/graphql', (route) =>
      isSecondPage(route.request().postData()) ? undefined : route.continue(),
    );
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    await page.getByText('100 of 151 entries').waitFor();
    await page.getByRole('button', { name: 'Cancel the export' }).click();
    await page.getByRole('button', { name: 'Export as CSV' }).waitFor();
    await page.getByText('The export was cancelled.').waitFor({ state: 'attached' });
  });
});

describe('video settings', () => {
  const stored = (configKey: string) => clinic.em.findOne(OrgSetting, { orgId: 1, configKey });

  test('a setting is changed, a wrong value is refused where it was written, and the own value can be taken back', async () => {
    const { page, complaints } = await arrive('/settings');
    await page.getByText('Advanced', { exact: true }).click();
    const lifetime = page.getByRole('textbox', { name: 'Token lifetime' });
    await lifetime.fill('5');
    await page.getByText('Not saved yet').waitFor();
    await lifetime.press('Enter');
    const problem = page
      .getByRole('alert')
      .filter({ hasText: 'Not saved: the server does not accept this value.' });
    await problem.waitFor();
    expect(await lifetime.getAttribute('aria-invalid')).toBe('true');
    expect(await lifetime.getAttribute('aria-describedby')).toContain(await problem.getAttribute('id'));
    expect(await lifetime.inputValue()).toBe('5');
    expect(await stored('jitsi.default_ttl')).toBe(null);

    await lifetime.fill('900');
    await page.getByRole('button', { name: 'Save Token lifetime' }).click();
    await page.getByText('Token lifetime: saved').waitFor({ state: 'attached' });
    expect(await lifetime.evaluate('document.activeElement.value')).toBe('900');
    expect((await stored('jitsi.default_ttl'))?.configValue).toBe('900');

    await page.getByRole('combobox', { name: 'Recording' }).selectOption('On');
    await page.getByRole('button', { name: 'Save Recording' }).click();
    await page.getByText('Recording: saved').waitFor({ state: 'attached' });

    await page.reload();
    await expect.poll(() => lifetime.inputValue()).toBe('900');
    expect(await page.getByRole('combobox', { name: 'Recording' }).inputValue()).toBe('true');
    await page.getByRole('button', { name: 'Take back Token lifetime' }).click();
    await expect.poll(() => lifetime.inputValue()).toBe('');
    await expect.poll(() => stored('jitsi.default_ttl')).toBe(null);
    expect(complaints).toEqual([]);
  });

  test("the clinic's zone and its visit types are settings too, each with a name and a rule", async () => {
    const { page, complaints } = await arrive('/settings');
    const zone = page.getByRole('textbox', { name: 'Time zone' });
    await page.getByText('When empty, this counts: UTC').waitFor();
    await zone.fill('EST');
    await zone.press('Enter');
    await page.getByText('clinic.time_zone must be UTC or a time zone such as Europe/Berlin').waitFor();
    await zone.fill('Europe/Berlin');
    await zone.press('Enter');
    await page.getByText('Time zone: saved').waitFor({ state: 'attached' });
    const types = page.getByRole('textbox', { name: 'Visit types by video' });
    await types.fill('MOBILE_ANY_GROUP, Kiosk');
    await types.press('Enter');
    await page.getByText('Visit types by video: saved').waitFor({ state: 'attached' });
    await page.getByText('Hours, from 1 to 72.').waitFor();
    expect((await stored('visit.telehealth_types'))?.configValue).toBe('MOBILE_ANY_GROUP, Kiosk');

    await page.reload();
    await expect.poll(() => zone.inputValue()).toBe('Europe/Berlin');
    await page.getByRole('button', { name: 'Take back Time zone' }).click();
    await expect.poll(() => zone.inputValue()).toBe('');
    expect(complaints).toEqual([]);
  });

  test('a secret is written and never read: not in the page, not in any answer; deleting it is asked for twice', async () => {
    const { page } = await arrive('/settings');
    const answers: Promise<string>[] = [];
    page.on('response', (response) => answers.push(response.text().catch(() => '')));
    const secret = page.getByLabel('App secret', { exact: true });
    expect(await secret.getAttribute('type')).toBe('password');
    expect(await secret.getAttribute('autocomplete')).toBe('new-password');
    await secret.fill(SECRET);
    await page.getByRole('button', { name: 'Save App secret' }).click();
    await page.getByText('App secret: saved').waitFor({ state: 'attached' });
    expect((await stored('jitsi.app_secret'))?.configValue).toMatch(/^enc:v2:/);
    expect(await secret.inputValue()).toBe('');
    await page.reload();
    await page.getByText('Set', { exact: true }).waitFor();
    expect(await page.content()).not.toContain(SECRET);
    const heard = (await Promise.all(answers)).join('');
    expect(heard).toContain('jitsi.app_secret');
    expect(heard).not.toContain(SECRET);
    expect(heard).not.toContain('enc:v');

    await page.getByText('Take back App secret').click();
    expect(await stored('jitsi.app_secret')).not.toBe(null);
    await page.getByRole('button', { name: 'Delete the secret' }).click();
    await page.getByText('Not set', { exact: true }).waitFor();
    expect(await stored('jitsi.app_secret')).toBe(null);
  });

  test('the practice room is marked as not for patients', async () => {
    const { page } = await arrive('/settings');
    await page.getByRole('button', { name: 'Check now' }).click();
    const room = page.getByRole('listitem').filter({ hasText: 'Built-in practice room' });
    await room.filter({ hasText: '? Look at' }).waitFor();
    await room.getByText('Visits with real patients need a Jitsi server').waitFor();
  });

  test('a secret of another key is told apart from none', async () => {
    await clinic.em.insert(OrgSetting, {
      orgId: 1,
      configKey: 'jitsi.app_secret',
      configValue: 'enc:v1:AAAA',
    });
    const { page } = await arrive('/settings');
    await page.getByText('Cannot be decrypted with the server’s present key.').waitFor();
  });

  test('the check says what is in order, what is to mend and what is to look at, and again after a change', async () => {
    const jitsi = await openJitsi();
    for (const [configKey, configValue] of [
      ['jitsi.server_url', jitsi.url],
      ['jitsi.app_secret', SECRET],
    ] as const)
      await clinic.em.insert(OrgSetting, { orgId: 1, configKey, configValue });
    const { page, complaints } = await arrive('/settings');
    await page.getByRole('button', { name: 'Check now' }).click();
    const found = (verdict: string) =>
      page.getByRole('region', { name: 'Check' }).getByRole('listitem').filter({ hasText: verdict });
    await found('✓ In order').filter({ hasText: 'Jitsi server answers' }).waitFor();
    expect(await found('? Look at').count()).toBe(7);
    await page.getByText('Checked: 0 to mend, 7 to look at').waitFor();

    await jitsi.close();
    await page.getByText('Advanced', { exact: true }).click();
    await page.getByRole('textbox', { name: 'App id' }).fill('clinic-7');
    await page.getByRole('button', { name: 'Save App id' }).click();
    await found('✕ To mend').filter({ hasText: 'Jitsi server answers' }).waitFor();
    await page.getByText('app_id = "clinic-7"').waitFor();

    await page.getByRole('combobox', { name: 'Video visits' }).selectOption('Off');
    await page.getByRole('button', { name: 'Save Video visits' }).click();
    await found('✕ To mend').filter({ hasText: 'it is turned off by jitsi.enabled' }).waitFor();
    expect(complaints).toEqual([]);
  });
});

test.each([
  ['Dr. John Smith', '/audit'],
  ['Dr. John Smith', '/settings'],
  ['Jane Doe', '/usage'],
  ['Jane Doe', '/audit'],
  ['Jane Doe', '/settings'],
])('%s does not get to %s', async (name, path) => {
  const { page } = await arrive(path, name);
  await page.getByRole('heading', { name: 'Page not found' }).waitFor();
});

describe.each(Object.keys(SCREENS) as (keyof typeof SCREENS)[])('on a %s', (screen) => {
  test.each(['light', 'dark'] as const)(
    'the pages have no barriers and need no sideways scrolling, in %s colours',
    async (colorScheme) => {
      await clinic.book({ status: AppointmentStatus.COMPLETED, startsAt: new Date(Date.now() - DAY_MS) });
      await ask('patient-89', '{ auditLog { totalCount } }');
      await ask(
        'admin-1',
        'mutation { changeJitsiSetting(key: "jitsi.app_secret", value: "too short") { key } }',
      );
      const { page, complaints } = await arrive('/usage', ADMIN, { colorScheme, viewport: SCREENS[screen] });
      await page.getByRole('table').waitFor();
      await expectGood('usage');

      await page.getByRole('link', { name: 'Audit log' }).click();
      await page.getByText('2 entries').waitFor();
      await expectGood('audit');

      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('textbox', { name: 'Server address' }).fill('nowhere');
      await page.getByRole('button', { name: 'Save Server address' }).click();
      await page.getByText('Not saved: the server').waitFor();
      await page.getByRole('button', { name: 'Check now' }).click();
      await page.getByText('Checked: 0 to mend').waitFor();
      await expectGood('settings');
      expect(complaints).toEqual([]);

      async function expectGood(name: string) {
        await browser.photograph(page, `${name}-${screen}-${colorScheme}`);
        expect(await barriersOf(page)).toEqual([]);
        expect(await fitsTheScreen(page)).toBe(true);
      }
    },
  );
});

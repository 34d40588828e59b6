import { expect, test } from 'vitest';
import { moves, press, reads, useFirefox } from '../support/browser/firefox.ts';
import { useDemoClinic } from '../support/servers/demo.ts';

const clinic = useDemoClinic();
const firefox = useFirefox();

async function arrive(name: string, path: string) {
  const visitor = await firefox.visit(clinic.url + path);
  await press(visitor.page, `Sign in as ${name}`);
  return visitor;
}

test('in Firefox Dr. Smith and Jane meet as the README says, take notes, and end the visit', async () => {
  const id = await clinic.bookToday();
  const jane = await arrive('Jane Doe', '/');
  await reads(jane.page, 'Your appointments');
  await jane.page.goto(`${clinic.url}/visits/${id}`);
  await reads(jane.page, 'can see that you are here');
  const john = await arrive('Dr. John Smith', '/');
  await reads(john.page, 'Waiting now');
  await john.page.goto(`${clinic.url}/visits/${id}`);
  await press(john.page, 'Start video call');
  await press(jane.page, 'Join video call');
  await moves(jane.page, 'Dr. John Smith');
  await moves(john.page, 'Jane Doe');

  await john.page.bringToFront();
  await john.page.locator('::-p-xpath(//label[span="Plan"]/textarea)').fill('Rest, fluids.');
  await reads(john.page, 'Saved at');
  await press(john.page, 'End visit');
  await john.page.locator('[role=alertdialog] .danger').click();
  await reads(john.page, 'Visit ended');
  await reads(jane.page, 'This visit has ended');
  expect([jane.complaints, john.complaints]).toEqual([[], []]);
}, 120_000);

test.each([
  ['/usage', 'Usage'],
  ['/audit', 'Audit log'],
  ['/settings', 'Settings'],
])('in Firefox an administrator sees %s', async (path, heading) => {
  const { page, complaints } = await arrive('Alex Morgan', path);
  await expect.poll(() => page.$eval('h1', (title) => title.innerText).catch(() => '')).toBe(heading);
  expect(complaints).toEqual([]);
});

import { Appointment, appointmentRow } from '../../src/appointments/appointment.entity.ts';
import { readRow } from '../../src/platform/database/read.ts';
import { update } from '../../src/platform/database/write.ts';
import { change, everyone, view } from '../../src/platform/use-case.ts';

/** What a use case can be, and what does not compile. `npm run check` compiles this file; nothing runs it. */

const ONE = { id: 123 };

export const reads = view({
  action: 'see an appointment',
  subject: () => null,
  allow: everyone,
  read: ({ db }) => readRow(db, appointmentRow, ONE),
});

export const writes = change({
  action: 'start a telehealth visit',
  subject: () => null,
  allow: everyone,
  run: async ({ db }) => db.write(update(db, Appointment, ONE, { reason: 'changed' })),
});

// @ts-expect-error A use case says who may.
export const withoutRule = view({
  action: 'see an appointment',
  subject: () => null,
  read: () => null,
});

export const withoutWords = view({
  // @ts-expect-error The vocabulary of actions is closed, since the portal has words for each in every language.
  action: 'look around',
  subject: () => null,
  allow: everyone,
  read: () => null,
});

export const viewThatWrites = view({
  action: 'see an appointment',
  subject: () => null,
  allow: everyone,
  // @ts-expect-error A view cannot ask for a statement that writes.
  read: ({ db }) => db.ask(update(db, Appointment, ONE, { reason: 'changed' })),
});

export const viewThatBegins = view({
  action: 'see an appointment',
  subject: () => null,
  allow: everyone,
  // @ts-expect-error A view has no transaction to write in.
  read: ({ db }) => db.begin(),
});

export const viewThatAnnounces = view({
  action: 'see an appointment',
  subject: () => null,
  allow: everyone,
  // @ts-expect-error A view changes nothing that could be announced.
  read: (ctx) => ctx.announce([], 123),
});

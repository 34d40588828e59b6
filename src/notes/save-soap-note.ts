import { appointmentRow } from '../appointments/appointment.entity.ts';
import { findAppointment } from '../appointments/find-appointment.ts';
import { currentSessionRow } from '../appointments/session.entity.ts';
import { isProviderOf } from '../appointments/visit-rules.ts';
import { readRow, readRows } from '../platform/database/read.ts';
import type { RowOf } from '../platform/database/shape.ts';
import { applyFunction, insert, update } from '../platform/database/write.ts';
import { BadUserInput, Conflict } from '../platform/refusals.ts';
import { change } from '../platform/use-case.ts';
import { currentNoteRow, SoapNote, SoapNoteVersion, type soapNoteRow } from './soap-note.entity.ts';

const SECTIONS = ['subjective', 'objective', 'assessment', 'plan'] as const;
const MAX_CHARACTERS = 20_000;

type Sections = Partial<Record<(typeof SECTIONS)[number], string | null>>;

export interface SaveSoapNote {
  appointmentId: number;
  note: Sections;
  expectedVersion?: number | null | undefined;
}

/**
 * Saves the provider's note. Sections left out keep their text. Every change adds a version. Saving the same
 * text again changes nothing. Throws CONFLICT with the stored note if `expectedVersion` is outdated.
 */
export const saveSoapNote = change({
  action: 'save a SOAP note',
  subject: async (ctx, input: SaveSoapNote) => {
    const tooLong = SECTIONS.find((section) => (input.note[section]?.length ?? 0) > MAX_CHARACTERS);
    if (tooLong)
      throw new BadUserInput(`${tooLong} must have at most ${MAX_CHARACTERS} characters`, ['note', tooLong]);
    return findAppointment(ctx, input);
  },
  allow: (viewer, appointment) => isProviderOf(appointment, viewer),
  async run({ db, viewer, disclose }, { id: appointmentId, orgId }, { note: given, expectedVersion }) {
    // Locks the appointment's row, because there may be no note to lock yet. Concurrent saves run one by one.
    const [, stored, session] = await Promise.all([
      readRows(db, appointmentRow, { where: { id: appointmentId }, lock: true }),
      readRow(db, currentNoteRow, { appointmentId }),
      readRow(db, currentSessionRow, { appointmentId }),
    ]);
    if (expectedVersion != null && expectedVersion !== (stored?.version ?? 0)) {
      if (stored) disclose('read a SOAP note');
      throw new Conflict('The note was changed in the meantime', { note: stored ? contentOf(stored) : null });
    }
    const sections = Object.fromEntries(
      SECTIONS.map((section) => [section, given[section] ?? stored?.[section] ?? '']),
    ) as Record<(typeof SECTIONS)[number], string>; // fromEntries loses the keys; SECTIONS has them all
    if (stored && SECTIONS.every((section) => stored[section] === sections[section])) return stored;

    const id = stored?.id ?? session?.id ?? (await applyFunction(db, 'session_id_for', appointmentId));
    const saved = {
      appointmentId,
      orgId,
      providerId: viewer.providerId ?? 0,
      ...sections,
      version: (stored?.version ?? 0) + 1,
      savedAt: new Date(),
    };
    db.write(insert(db, SoapNoteVersion, { noteId: id, ...saved }));
    db.write(stored ? update(db, SoapNote, { id }, saved) : insert(db, SoapNote, { id, ...saved }));
    return { id, ...saved };
  },
});

const contentOf = ({
  subjective,
  objective,
  assessment,
  plan,
  version,
  savedAt,
}: RowOf<typeof soapNoteRow>) => ({
  subjective,
  objective,
  assessment,
  plan,
  version,
  savedAt,
});

import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, Resolver, Root } from 'type-graphql';
import { Appointment } from '../appointments/appointment.entity.ts';
import { TelehealthSession } from '../appointments/session.entity.ts';
import { toId } from '../platform/database/row-id.ts';
import { type Caller, onRecord, related } from '../platform/use-case.ts';
import type { Viewer } from '../platform/viewer.ts';
import { saveSoapNote } from './save-soap-note.ts';
import { currentNoteRow, SoapNote, soapNoteRow } from './soap-note.entity.ts';

@InputType({
  description:
    'The sections to change, at most 20,000 characters each. Omitted or null sections keep their text. ' +
    'An empty string clears a section.',
})
export class SoapNoteInput {
  @Field(() => String, { nullable: true }) declare subjective?: string | null;
  @Field(() => String, { nullable: true }) declare objective?: string | null;
  @Field(() => String, { nullable: true }) declare assessment?: string | null;
  @Field(() => String, { nullable: true }) declare plan?: string | null;
}

const byProviders = ({ providerId }: Viewer) => providerId !== undefined;

const noteOf = onRecord(
  'read a SOAP note',
  { of: ({ id }: Appointment) => id, by: byProviders },
  related(currentNoteRow, ({ id }: Appointment) => id),
);

const noteOfSession = onRecord(
  'read a SOAP note',
  { of: ({ appointmentId }: TelehealthSession) => appointmentId, by: byProviders },
  related(soapNoteRow, ({ id }: TelehealthSession) => id),
);

@Resolver(() => Appointment)
export class NotesResolver {
  @Mutation(() => SoapNote, {
    description:
      "Saves the SOAP note of the appointment's session, or of the one to come, as a new version. Only the appointment's provider may. Saving the same " +
      'text twice is harmless and adds no version. Errors: CONFLICT (expectedVersion is not the stored ' +
      'version; extensions.note has the stored note), BAD_USER_INPUT (a section is too long), FORBIDDEN ' +
      "(not the appointment's provider), NOT_FOUND.",
  })
  saveSoapNote(
    @Ctx() caller: Caller,
    @Arg('appointmentId', () => ID) appointmentId: string,
    @Arg('note', () => SoapNoteInput) note: SoapNoteInput,
    @Arg('expectedVersion', () => Int, {
      nullable: true,
      description: 'The version that the client last read, or 0 if there was no note. Null skips the check.',
    })
    expectedVersion?: number,
  ) {
    return saveSoapNote(caller, {
      appointmentId: toId(appointmentId, 'appointmentId'),
      note,
      expectedVersion,
    });
  }

  @FieldResolver(() => SoapNote, {
    nullable: true,
    description:
      "The note of the appointment's session, or of the one to come. Null if there is none. Only providers " +
      'see notes. Who reads one is on record, once an hour.',
  })
  note(@Root() appointment: Appointment, @Ctx() caller: Caller) {
    return noteOf(caller, appointment);
  }
}

@Resolver(() => TelehealthSession)
export class SessionNoteResolver {
  @FieldResolver(() => SoapNote, {
    nullable: true,
    description: 'For providers; null for everyone else. Who reads it is on record, once an hour.',
  })
  note(@Root() session: TelehealthSession, @Ctx() caller: Caller) {
    return noteOfSession(caller, session);
  }
}

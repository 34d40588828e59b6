import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, Resolver, Root } from 'type-graphql';
import { Appointment } from '../appointments/appointment.entity.ts';
import { toId } from '../platform/database/row-id.ts';
import { type Caller, onRecord, related } from '../platform/use-case.ts';
import { saveSoapNote } from './save-soap-note.ts';
import { SoapNote, soapNoteRow } from './soap-note.entity.ts';

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

const noteOf = onRecord(
  'read a SOAP note',
  { of: ({ id }: Appointment) => id, by: ({ providerId }) => providerId !== undefined },
  related(soapNoteRow, ({ id }: Appointment) => id),
);

@Resolver(() => Appointment)
export class NotesResolver {
  @Mutation(() => SoapNote, {
    description:
      "Saves the visit's SOAP note as a new version. Only the appointment's provider may. Saving the same " +
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
      "The visit's note, or null if there is none. Only providers see notes. Who reads it is on record, once an hour.",
  })
  note(@Root() appointment: Appointment, @Ctx() caller: Caller) {
    return noteOf(caller, appointment);
  }
}

import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, Resolver, Root } from 'type-graphql';
import { Appointment } from '../appointments/appointment.entity.ts';
import { toId } from '../platform/database/read.ts';
import { type Caller, related } from '../platform/use-case.ts';
import { saveSoapNote } from './save-soap-note.ts';
import { SoapNote, soapNoteRow } from './soap-note.entity.ts';

@InputType({ description: 'Sections left out stay as they are; an empty one is cleared.' })
export class SoapNoteInput {
  @Field(() => String, { nullable: true }) declare subjective?: string | null;
  @Field(() => String, { nullable: true }) declare objective?: string | null;
  @Field(() => String, { nullable: true }) declare assessment?: string | null;
  @Field(() => String, { nullable: true }) declare plan?: string | null;
}

const noteOf = related(soapNoteRow, ({ id }: Appointment) => id);

@Resolver(() => Appointment)
export class NotesResolver {
  @Mutation(() => SoapNote, {
    description:
      "The appointment's provider only. With expectedVersion (0 for none yet), CONFLICT carries the stored note as extensions.note.",
  })
  saveSoapNote(
    @Ctx() caller: Caller,
    @Arg('appointmentId', () => ID) appointmentId: string,
    @Arg('note', () => SoapNoteInput) note: SoapNoteInput,
    @Arg('expectedVersion', () => Int, { nullable: true }) expectedVersion?: number,
  ) {
    return saveSoapNote(caller, {
      appointmentId: toId(appointmentId, 'appointmentId'),
      note,
      expectedVersion,
    });
  }

  @FieldResolver(() => SoapNote, { nullable: true, description: 'For providers; null for everyone else.' })
  note(@Root() appointment: Appointment, @Ctx() caller: Caller) {
    return noteOf(caller, appointment);
  }
}

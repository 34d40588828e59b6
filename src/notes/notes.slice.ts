import { defineSlice } from '../platform/slice.ts';
import { NotesResolver, SessionNoteResolver } from './notes.resolver.ts';
import { SoapNote, SoapNoteVersion } from './soap-note.entity.ts';

const actions = ['read a SOAP note', 'save a SOAP note'] as const;

declare module '../platform/context.ts' {
  interface ActionsBySlice {
    notes: (typeof actions)[number];
  }
}

/** Providers' SOAP notes about visits. */
export const notes = defineSlice({
  name: 'notes',
  entities: [SoapNote, SoapNoteVersion],
  resolvers: [NotesResolver, SessionNoteResolver],
  actions,
});

import { en } from './admin/en.ts';
import { es } from './admin/es.ts';
import { useSpeech } from './portal.ts';

/** The chapter of the administrators' pages. It comes with them, in the language the portal speaks. */
export function useAdminSpeech() {
  const { language } = useSpeech();
  return { language, words: { en, es }[language] };
}

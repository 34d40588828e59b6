import type { MeetingWords } from './meeting/en.ts';
import { openCatalogue } from './words.tsx';

export const { WordsProvider, useLocale, useWords } = openCatalogue<MeetingWords>({
  en: async () => (await import('./meeting/en.ts')).en,
  es: async () => (await import('./meeting/es.ts')).es,
});

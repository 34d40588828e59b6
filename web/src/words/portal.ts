import type { PortalWords } from './portal/en.ts';
import { openCatalogue } from './words.tsx';

export const { WordsProvider, useLocale, useWords } = openCatalogue<PortalWords>({
  en: async () => (await import('./portal/en.ts')).en,
  es: async () => (await import('./portal/es.ts')).es,
});

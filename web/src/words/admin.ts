import { en } from './admin/en.ts';
import { es } from './admin/es.ts';
import { useLocale } from './portal.ts';

/** The texts of the administrators' pages, in the portal's language. They load with these pages. */
export function useAdminLocale() {
  const { language } = useLocale();
  return { language, words: { en, es }[language] };
}

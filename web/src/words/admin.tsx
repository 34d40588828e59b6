import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import type { AdminWords } from './admin/en.ts';
import type { Language } from './language.ts';
import { useLocale } from './portal.ts';

interface AdminLocale {
  language: Language;
  words: AdminWords;
}

const LOADERS: Record<Language, () => Promise<AdminWords>> = {
  en: async () => (await import('./admin/en.ts')).en,
  es: async () => (await import('./admin/es.ts')).es,
};

const AdminContext = createContext<AdminLocale | undefined>(undefined);

/** The texts of the administrators' pages, in the portal's language. They load with these pages. */
export function AdminWordsProvider({ children }: { children: ReactNode }) {
  const { language } = useLocale();
  const [locale, setLocale] = useState<AdminLocale>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    let wanted = true;
    LOADERS[language]().then((words) => wanted && setLocale({ language, words }), setProblem);
    return () => {
      wanted = false;
    };
  }, [language]);
  if (problem) throw problem;
  return locale && <AdminContext value={locale}>{children}</AdminContext>;
}

export function useAdminLocale() {
  const locale = use(AdminContext);
  if (!locale) throw new Error('useAdminLocale needs an AdminWordsProvider above it');
  return locale;
}

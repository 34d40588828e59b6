import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type Language, preferredLanguage, rememberLanguage } from './language.ts';

interface Locale<Words> {
  language: Language;
  words: Words;
  setLanguage(language: Language): void;
}

type Loaders<Words> = Record<Language, () => Promise<Words>>;

/** The texts of one part of the client. Only the chosen language is loaded. */
export function openCatalogue<Words>(loaders: Loaders<Words>) {
  const Context = createContext<Locale<Words> | undefined>(undefined);

  function WordsProvider({ children }: { children: ReactNode }) {
    const [language, setLanguage] = useState(preferredLanguage);
    const [words, setWords] = useState<Words>();
    useEffect(() => {
      let wanted = true;
      document.documentElement.lang = language;
      void loaders[language]().then((loaded) => wanted && setWords(() => loaded));
      return () => {
        wanted = false;
      };
    }, [language]);
    const locale = useMemo(
      () =>
        words && {
          language,
          words,
          setLanguage(chosen: Language) {
            rememberLanguage(chosen);
            setLanguage(chosen);
          },
        },
      [language, words],
    );
    return locale && <Context value={locale}>{children}</Context>;
  }

  function useLocale() {
    const locale = useContext(Context);
    if (!locale) throw new Error('useLocale needs a WordsProvider above it');
    return locale;
  }

  return { WordsProvider, useLocale, useWords: () => useLocale().words };
}

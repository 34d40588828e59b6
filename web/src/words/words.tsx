import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type Language, preferredLanguage, rememberLanguage } from './language.ts';

interface Speech<Words> {
  language: Language;
  words: Words;
  speak(language: Language): void;
}

type Chapters<Words> = Record<Language, () => Promise<Words>>;

/** One part of the catalogue. Only the language that is spoken is loaded. */
export function openCatalogue<Words>(chapters: Chapters<Words>) {
  const Context = createContext<Speech<Words> | undefined>(undefined);

  function WordsProvider({ children }: { children: ReactNode }) {
    const [language, speak] = useState(preferredLanguage);
    const [words, setWords] = useState<Words>();
    useEffect(() => {
      let wanted = true;
      document.documentElement.lang = language;
      void chapters[language]().then((loaded) => wanted && setWords(() => loaded));
      return () => {
        wanted = false;
      };
    }, [language]);
    const speech = useMemo(
      () =>
        words && {
          language,
          words,
          speak(other: Language) {
            rememberLanguage(other);
            speak(other);
          },
        },
      [language, words],
    );
    return speech && <Context value={speech}>{children}</Context>;
  }

  function useSpeech() {
    const speech = useContext(Context);
    if (!speech) throw new Error('There are no words outside of their provider');
    return speech;
  }

  return { WordsProvider, useSpeech, useWords: () => useSpeech().words };
}

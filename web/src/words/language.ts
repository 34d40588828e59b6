export const LANGUAGES = { en: 'English', es: 'Español' };
export type Language = keyof typeof LANGUAGES;

const REMEMBERED = 'readyroom.language';
const isKnown = (tag: string): tag is Language => tag in LANGUAGES;

/** The language somebody chose here, else the first of their browser's that the catalogue has. */
export function preferredLanguage(): Language {
  const tags = [localStorage.getItem(REMEMBERED) ?? '', ...navigator.languages].map((tag) =>
    tag.slice(0, 2).toLowerCase(),
  );
  return tags.find(isKnown) ?? 'en';
}

export const rememberLanguage = (language: Language) => localStorage.setItem(REMEMBERED, language);

import { tryStorage } from './try-storage.ts';

export const LANGUAGES = { en: 'English', es: 'Español' };
export type Language = keyof typeof LANGUAGES;

const STORAGE_KEY = 'readyroom.language';
const isKnown = (tag: string): tag is Language => tag in LANGUAGES;

/** The language that was chosen in this browser, or the first of the browser's own that we have. */
export function preferredLanguage(): Language {
  const chosen = tryStorage(() => localStorage.getItem(STORAGE_KEY));
  const tags = [chosen ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  return tags.find(isKnown) ?? 'en';
}

export const rememberLanguage = (language: Language) =>
  tryStorage(() => localStorage.setItem(STORAGE_KEY, language));

/** The browser's own form of a language, with its formats of dates and times: en-GB for British English. */
export const regionalTag = (language: string) =>
  navigator.languages.find((tag) => isTagOf(tag, language)) ?? language;

/** Some systems report tags that Intl refuses, such as en-US@posix. */
const isTagOf = (tag: string, language: string) =>
  /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag) && tag.split('-')[0]?.toLowerCase() === language;

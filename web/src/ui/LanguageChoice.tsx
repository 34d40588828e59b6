import { LANGUAGES, type Language } from '../words/language.ts';
import { useLocale } from '../words/portal.ts';

/** The language of the page. The browser's own is the default. */
export function LanguageChoice() {
  const { language, words, setLanguage } = useLocale();
  return (
    <label className="language">
      <span>{words.nav.language}</span>
      <select
        value={language}
        onChange={({ target }) => setLanguage(target.value as Language /* one of the options below */)}
      >
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

import { LANGUAGES, type Language } from '../words/language.ts';
import { useSpeech } from '../words/portal.ts';

/** The language of the page; the browser's own until somebody chooses another. */
export function LanguageChoice() {
  const { language, words, speak } = useSpeech();
  return (
    <label className="language">
      <span>{words.nav.language}</span>
      <select
        value={language}
        onChange={({ target }) => speak(target.value as Language /* one of the options below */)}
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

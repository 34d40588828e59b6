import { timeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import type { StoredNote } from './autosave.ts';
import type { Draft, Section } from './merge-notes.ts';

interface Props {
  /** The sections that were changed on both sides. */
  sections: Section[];
  mine: Draft;
  theirs: StoredNote;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Shows both versions of the sections that were changed in two windows, for the provider to choose one. */
export function NoteConflict({ sections, mine, theirs, onKeepMine, onTakeTheirs }: Props) {
  const { language, words: all } = useLocale();
  const words = all.notes;
  const versions = [
    { title: words.mine, text: mine, choose: words.keepMine, onChoose: onKeepMine },
    {
      title: words.theirs(timeOf(theirs.savedAt, language)),
      text: theirs,
      choose: words.takeTheirs,
      onChoose: onTakeTheirs,
    },
  ];
  return (
    <div role="alert" className="stack">
      <div className="notice warn">
        <strong>{words.conflict}</strong>
        <p>{words.conflictHelp}</p>
      </div>
      {versions.map(({ title, text, choose, onChoose }) => (
        <section key={title} className="card" aria-label={title}>
          <h3>{title}</h3>
          <dl>
            {sections.map((section) => (
              <div key={section}>
                <dt className="soft small">{words[section]}</dt>
                <dd>{text[section] || words.empty}</dd>
              </div>
            ))}
          </dl>
          <div>
            <button type="button" className="button" onClick={onChoose}>
              {choose}
            </button>
          </div>
        </section>
      ))}
    </div>
  );
}

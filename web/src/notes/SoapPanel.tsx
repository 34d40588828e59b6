import { useEffect, useRef, useState } from 'react';
import { timeOf } from '../words/dates.ts';
import { useLocale } from '../words/portal.ts';
import { SECTIONS } from './autosave.ts';
import { NoteConflict } from './NoteConflict.tsx';
import './notes.css';
import type { Note } from './use-note.ts';

/** The notes beside the call. On a phone they are a sheet that covers it. */
export function SoapPanel({ note }: { note: Note }) {
  const { notes: words } = useLocale().words;
  const [open, setOpen] = useState(false);
  const panel = useRef<HTMLElement>(null);
  const resolving = note.status === 'conflict';
  const wasResolving = useRef(false);
  useEffect(() => {
    // The button that had the focus is gone, so the panel takes it.
    if (wasResolving.current && !resolving) panel.current?.focus();
    wasResolving.current = resolving;
  }, [resolving]);
  return (
    <section ref={panel} tabIndex={-1} className={`notes ${open ? 'open' : ''}`} aria-label={words.title}>
      <button
        type="button"
        className="button notes-toggle"
        aria-expanded={open}
        aria-controls="notes"
        onClick={() => setOpen(!open)}
      >
        {open ? words.hide : words.show}
      </button>
      <div id="notes" className="notes-body">
        <div className="row spread">
          <h2>{words.title}</h2>
          <NoteStatus note={note} />
        </div>
        {resolving && note.theirs ? (
          <NoteConflict
            mine={note.draft}
            theirs={note.theirs}
            onKeepMine={note.keepMine}
            onTakeTheirs={note.takeTheirs}
          />
        ) : (
          SECTIONS.map((section) => (
            <label key={section} className="field">
              <span>{words[section]}</span>
              <textarea
                value={note.draft[section]}
                rows={4}
                maxLength={20_000}
                placeholder={words.hint[section]}
                onChange={({ target }) => note.write(section, target.value)}
              />
            </label>
          ))
        )}
      </div>
    </section>
  );
}

function NoteStatus({ note: { status, stored } }: { note: Note }) {
  const { language, words } = useLocale();
  const saved = stored ? words.notes.saved(timeOf(stored.savedAt, language)) : words.notes.clean;
  const text = {
    clean: saved,
    saved,
    typing: words.notes.typing,
    saving: words.notes.saving,
    offline: words.notes.offline,
    refused: words.notes.refused,
    conflict: words.notes.conflict,
  }[status];
  const tone = {
    clean: 'soft',
    saved: 'soft',
    typing: 'soft',
    saving: 'soft',
    offline: 'notice warn',
    refused: 'notice bad',
    conflict: 'unseen',
  };
  return (
    <p role="status" className={`small ${tone[status]}`}>
      {text}
    </p>
  );
}

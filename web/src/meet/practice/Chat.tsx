import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../../words/meeting.ts';
import './chat.css';
import { Close } from './icons.tsx';
import type { ChatMessage } from './meeting-state.ts';
import { MAX_CHAT_LENGTH } from './peer-message.ts';

interface Props {
  messages: ChatMessage[];
  otherName: string;
  canWrite: boolean;
  onWrite(text: string): void;
  onClose(): void;
}

/** Text messages during the call, such as the name of a medicine or "I cannot hear you". */
export function Chat({ messages, otherName, canWrite, onWrite, onClose }: Props) {
  const { chat: words, close } = useWords();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    field.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is the reason to scroll.
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [messages]);

  function send(event: FormEvent) {
    event.preventDefault();
    if (!canWrite || !text.trim()) return;
    onWrite(text.trim());
    setText('');
  }

  return (
    <aside
      aria-labelledby="chat-title"
      className="chat"
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <header className="row spread">
        <h2 id="chat-title">{words.title}</h2>
        <button type="button" className="button quiet" aria-label={close} onClick={onClose}>
          <Close />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard, too. */}
      <div role="log" aria-label={words.log} className="messages" tabIndex={0}>
        <p className="small soft">{messages.length === 0 ? words.empty : words.note}</p>
        {messages.map(({ id, isOwn, text }) => (
          <p key={id} className={isOwn ? 'bubble own-bubble' : 'bubble'}>
            <strong className="small">{isOwn ? words.you : <bdi>{otherName}</bdi>}</strong>
            <span dir="auto">{text}</span>
          </p>
        ))}
        <div ref={end} />
      </div>
      <form className="field" onSubmit={send}>
        <label htmlFor="chat-text">{words.field}</label>
        <div className="writing">
          <input
            id="chat-text"
            ref={field}
            value={text}
            maxLength={MAX_CHAT_LENGTH}
            autoComplete="off"
            aria-describedby={canWrite ? undefined : 'chat-alone'}
            onChange={({ target }) => setText(target.value)}
          />
          <button type="submit" className="button primary" disabled={!canWrite}>
            {words.send}
          </button>
        </div>
        {!canWrite && (
          <p id="chat-alone" className="small soft">
            {words.alone}
          </p>
        )}
      </form>
    </aside>
  );
}

import { useMemo } from 'react';
import { useWords } from '../../words/meeting.ts';
import { MicrophoneOff } from './icons.tsx';
import { Picture } from './Picture.tsx';
import './stage.css';
import type { VisitState } from './visit-state.ts';

/** The other person large, oneself small, and in one sentence how things stand. */
export function Stage({ state, moderator }: { state: VisitState; moderator: boolean }) {
  const { picture: words, status } = useWords();
  const { other, shows } = state;
  const own = useMemo(() => (state.picture ? new MediaStream([state.picture]) : undefined), [state.picture]);
  const isInCall = other?.isHere === true && other.connection !== 'coming';
  const isSeen = isInCall && (other.shows.camera || other.shows.screen);
  const isAllWell = isInCall && other.connection === 'open' && !state.isReconnecting;

  return (
    <>
      {/* Always there while they are, since their voice comes out of it. */}
      {other?.isHere && other.stream && (
        <Picture
          stream={other.stream}
          label={words.pictureOf(other.name)}
          className={isSeen ? `other${other.shows.screen ? ' whole' : ''}` : 'other hidden'}
          playSound={words.playSound}
        />
      )}
      {isInCall && !isSeen && <Unpictured name={other.name} sentence={words.cameraOff} />}
      <p role="status" className={isAllWell ? 'unseen' : 'standing'}>
        {sentence(state, moderator, status)}
      </p>
      {isInCall && (
        <p className="name">
          {other.shows.screen ? words.sharing(other.name) : other.name}
          {!other.shows.microphone && <MicrophoneOff label={words.microphoneOff} />}
        </p>
      )}
      <figure className="own">
        {own ? (
          <Picture
            stream={own}
            muted
            label={words.yourPicture}
            className={shows.screen ? 'whole' : 'mirrored'}
          />
        ) : (
          <p className="soft small">{words.cameraOff}</p>
        )}
        <figcaption className="name">
          {shows.screen ? words.yourScreen : words.you}
          {!shows.microphone && <MicrophoneOff label={words.microphoneOff} />}
        </figcaption>
      </figure>
    </>
  );
}

function Unpictured({ name, sentence }: { name: string; sentence: string }) {
  const initials = name.split(/\s+/).filter(Boolean);
  return (
    <div className="unpictured">
      <span aria-hidden="true">{`${initials.at(0)?.at(0) ?? ''}${initials.length > 1 ? initials.at(-1)?.at(0) : ''}`}</span>
      <p>{sentence}</p>
    </div>
  );
}

function sentence(state: VisitState, moderator: boolean, words: ReturnType<typeof useWords>['status']) {
  const { phase, isReconnecting, other } = state;
  if (isReconnecting || other?.connection === 'broken') return words.reconnecting;
  if (phase !== 'in') return phase === 'preparing' ? words.preparing : words.connecting;
  if (!other) return words.waiting[moderator ? 'moderator' : 'participant'];
  if (!other.isHere) return words.gone(other.name);
  return other.connection === 'open' ? words.here(other.name) : words.coming(other.name);
}

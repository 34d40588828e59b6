import { useMemo } from 'react';
import { useWords } from '../../words/meeting.ts';
import { MicrophoneOff } from './icons.tsx';
import { Video } from './Video.tsx';
import './stage.css';
import type { MeetingState } from './meeting-state.ts';

/** The other person large, the viewer small, and one sentence on the state of the call. */
export function Stage({ state, moderator }: { state: MeetingState; moderator: boolean }) {
  const { picture: words, status } = useWords();
  const { other, media } = state;
  const own = useMemo(() => (state.video ? new MediaStream([state.video]) : undefined), [state.video]);
  const isInCall = other?.isHere === true && other.connection !== 'connecting';
  const isSeen = isInCall && (other.media.camera || other.media.screen);
  const isUndisturbed = isInCall && other.connection === 'connected' && !state.isReconnecting;

  return (
    <>
      {/* Rendered even while hidden: it also plays their voice. */}
      {other?.isHere && other.stream && (
        <Video
          stream={other.stream}
          label={words.pictureOf(other.name)}
          className={isSeen ? `other${other.media.screen ? ' whole' : ''}` : 'other hidden'}
          playSound={words.playSound}
        />
      )}
      {isInCall && !isSeen && <CameraOff name={other.name} sentence={words.cameraOff} />}
      <p role="status" className={isUndisturbed ? 'unseen' : 'standing'}>
        {sentence(state, moderator, status)}
      </p>
      {isInCall && (
        <p className="name">
          {other.media.screen ? words.sharing(other.name) : <bdi>{other.name}</bdi>}
          {!other.media.microphone && <MicrophoneOff label={words.microphoneOff} />}
        </p>
      )}
      <figure className={own ? 'own' : 'own without-picture'}>
        {own ? (
          <Video
            stream={own}
            muted
            label={words.yourPicture}
            className={media.screen ? 'whole' : 'mirrored'}
          />
        ) : (
          <p className="soft small">{words.cameraOff}</p>
        )}
        <figcaption className="name">
          {media.screen ? words.yourScreen : words.you}
          {!media.microphone && <MicrophoneOff label={words.microphoneOff} />}
        </figcaption>
      </figure>
    </>
  );
}

function CameraOff({ name, sentence }: { name: string; sentence: string }) {
  const initials = name.split(/\s+/).filter(Boolean);
  return (
    <div className="camera-off">
      <span aria-hidden="true">{`${initials.at(0)?.at(0) ?? ''}${initials.length > 1 ? initials.at(-1)?.at(0) : ''}`}</span>
      <p>{sentence}</p>
    </div>
  );
}

function sentence(state: MeetingState, moderator: boolean, words: ReturnType<typeof useWords>['status']) {
  const { phase, isReconnecting, other } = state;
  if (isReconnecting || other?.connection === 'interrupted') return words.reconnecting;
  if (phase !== 'in') return phase === 'preparing' ? words.preparing : words.connecting;
  if (!other) return words.waiting[moderator ? 'moderator' : 'participant'];
  if (!other.isHere) return words.gone(other.name);
  return other.connection === 'connected' ? words.here(other.name) : words.coming(other.name);
}

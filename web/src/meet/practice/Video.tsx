import { useEffect, useRef, useState } from 'react';

interface Props {
  stream: MediaStream;
  label: string;
  className: string;
  muted?: boolean;
  /** Label of the button for browsers that play no sound before the first click. */
  playSound?: string;
}

/** A stream's picture, and its sound unless it is muted. */
export function Video({ stream, label, className, muted = false, playSound }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  const [isBlocked, setBlocked] = useState(false);

  useEffect(() => {
    if (!video.current) return;
    video.current.srcObject = stream;
    video.current
      .play()
      .catch((error: unknown) =>
        setBlocked(error instanceof DOMException && error.name === 'NotAllowedError'),
      );
  }, [stream]);

  return (
    <>
      <video ref={video} className={className} aria-label={label} playsInline autoPlay muted={muted} />
      {isBlocked && playSound && (
        <button
          type="button"
          className="button primary big sound"
          onClick={() => video.current?.play().then(() => setBlocked(false))}
        >
          {playSound}
        </button>
      )}
    </>
  );
}

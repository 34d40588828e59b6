import { useEffect, useEffectEvent } from 'react';
import { keepToken } from './link-token.ts';

/**
 * Keeps each fresh token of this visit that the page around this one sends, with the moment when it expires.
 * The server judges the token, and the policy of this page says who may frame it.
 */
export function useFreshToken(onToken: (until: Date) => void) {
  const onFresh = useEffectEvent(onToken);
  useEffect(() => {
    const listen = ({ source, data }: MessageEvent) => {
      if (window.parent === window || source !== window.parent) return;
      if (data?.type !== 'meeting' || typeof data.token !== 'string' || !(data.expiresIn > 0)) return;
      keepToken(data.token);
      onFresh(new Date(Date.now() + Number(data.expiresIn) * 1_000));
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, []);
}

/** What the two browsers send each other over the data channel. */
export type PeerMessage = { type: 'chat'; text: string } | ({ type: 'shows' } & MediaState);

/** What somebody sends: sound, picture, screen. */
export interface MediaState {
  microphone: boolean;
  camera: boolean;
  screen: boolean;
}

export const MAX_CHAT_LENGTH = 1000;

/** The other browser may run any code, so its messages are validated. */
export function parsePeerMessage(data: unknown): PeerMessage | undefined {
  const message = parse(String(data));
  if (typeof message !== 'object' || message === null || !('type' in message)) return undefined;
  if (message.type === 'chat' && 'text' in message && typeof message.text === 'string')
    return { type: 'chat', text: message.text.slice(0, MAX_CHAT_LENGTH) };
  if (message.type === 'shows' && 'microphone' in message && 'camera' in message && 'screen' in message)
    return {
      type: 'shows',
      microphone: message.microphone === true,
      camera: message.camera === true,
      screen: message.screen === true,
    };
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the two browsers tell each other directly. */
export type Word = { type: 'chat'; text: string } | ({ type: 'shows' } & Shows);

/** What there is to hear and to see of somebody. */
export interface Shows {
  microphone: boolean;
  camera: boolean;
  screen: boolean;
}

export const LONGEST_CHAT = 1000;

/** The other browser may run anything, so its words are looked at first. */
export function readWord(data: unknown): Word | undefined {
  const word = parse(String(data));
  if (typeof word !== 'object' || word === null || !('type' in word)) return undefined;
  if (word.type === 'chat' && 'text' in word && typeof word.text === 'string')
    return { type: 'chat', text: word.text.slice(0, LONGEST_CHAT) };
  if (word.type === 'shows' && 'microphone' in word && 'camera' in word && 'screen' in word)
    return {
      type: 'shows',
      microphone: word.microphone === true,
      camera: word.camera === true,
      screen: word.screen === true,
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

/** What the tabs of one browser tell each other of the person who is signed in. */
export interface TabMessage {
  event: 'signedOut' | 'active';
  /** Each tab of the demo clinic may be somebody else. */
  person: string;
}

/** Tells the other tabs of this browser. Where the browser refuses that, each tab is on its own. */
export function openTabs(onMessage: (message: TabMessage) => void) {
  const channel = openChannel();
  // Only this origin's own pages can send here.
  if (channel) channel.onmessage = ({ data }) => onMessage(data as TabMessage);
  return { tell: (message: TabMessage) => channel?.postMessage(message) };
}

/** Browsers that grant no storage may refuse it. */
function openChannel() {
  try {
    return new BroadcastChannel('readyroom.signed-in');
  } catch {
    return undefined;
  }
}

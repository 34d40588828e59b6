/**
 * How Jitsi Meet speaks with the page that frames it, as its own external_api.js does (jitsi-meet:
 * modules/API/external/external_api.js, react/features/base/util/uri.ts; @jitsi/js-utils: transport/). We
 * speak it ourselves: a script of a video server on our pages could read all of our origin.
 */
const ID = 0;
const SCOPE = `jitsi_meet_external_api_${ID}`;
const READY = '__ready__';

interface JitsiMeeting {
  serverUrl: string;
  roomName: string;
  jwt: string;
  language: string;
  /** Overrides of config.js. */
  config: object;
}

/** The address of a meeting. What follows `#` does not leave the browser. Jitsi parses its values as JSON. */
export function jitsiAddress({ serverUrl, roomName, jwt, language, config }: JitsiMeeting) {
  const url = new URL(`${serverUrl}/${encodeURIComponent(roomName)}`);
  url.search = new URLSearchParams({ jwt, lang: language }).toString();
  const overrides = Object.entries(config).map(
    ([name, value]) => `config.${name}=${encodeURIComponent(JSON.stringify(value))}`,
  );
  url.hash = [`jitsi_meet_external_api_id=${ID}`, ...overrides].join('&');
  return url.href;
}

export interface JitsiEvent {
  /** As Jitsi Meet names it, or `ready` once it speaks. */
  name: string;
  isFatal: boolean;
  /** The id of the person whom the event is about. */
  participant?: string | undefined;
}

interface JitsiDevice {
  kind: 'audioinput' | 'videoinput';
  id: string;
  label: string;
}

export type JitsiConnection = ReturnType<typeof connectToJitsi>;

/**
 * Listens to the Jitsi Meet in a frame. Only messages of that frame count, and only while it shows a page of
 * the server's origin. Answers reach that origin alone.
 */
export function connectToJitsi(
  frame: HTMLIFrameElement,
  origin: string,
  onEvent: (event: JitsiEvent) => void,
) {
  let requests = 0;
  const send = (method: string, params: unknown) =>
    frame.contentWindow?.postMessage(JSON.stringify({ postis: true, scope: SCOPE, method, params }), origin);

  function listen({ origin: sender, source, data }: MessageEvent) {
    if (sender !== origin || !source || source !== frame.contentWindow) return;
    const { scope, method, params } = membersOf(parse(data));
    if (scope !== SCOPE) return;
    // Jitsi repeats a number and keeps its events back until it gets the number again.
    if (method === READY && typeof params === 'string') {
      send(READY, params);
      onEvent({ name: 'ready', isFatal: false });
    }
    if (method !== 'message') return;
    const { type, data: event } = membersOf(params);
    const { name, error, id } = membersOf(event);
    if (type === 'event' && typeof name === 'string')
      onEvent({
        name,
        isFatal: membersOf(error).isFatal === true,
        participant: typeof id === 'string' ? id : undefined,
      });
  }

  window.addEventListener('message', listen);
  return {
    /** Selects a camera or microphone. We do not wait for Jitsi's answer. */
    takeDevice(device: JitsiDevice) {
      requests += 1;
      send('message', {
        type: 'request',
        id: requests,
        data: { type: 'devices', name: 'setDevice', device },
      });
    },
    close: () => window.removeEventListener('message', listen),
  };
}

function parse(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

const membersOf = (value: unknown): Partial<Record<string, unknown>> =>
  typeof value === 'object' && value ? value : {};

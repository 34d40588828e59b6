// The minimum of RFC 6455 for a client: text frames with a mask of zeros, and no fragmented messages.
const TEXT = 0x81;
const CLOSE = 0x88;
const PING = 0x89;
const MASKED = 0x80;
const TWO_BYTES = 126;
/** Answers a ping without payload. */
export const PONG = Buffer.from([0x8a, MASKED, 0, 0, 0, 0]);

export function frameOf(message) {
  const body = Buffer.from(JSON.stringify(message));
  const length = body.length < TWO_BYTES ? [body.length] : [TWO_BYTES, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([TEXT, MASKED | length[0], ...length.slice(1), 0, 0, 0, 0]), body]);
}

/** Calls back with each complete frame. Returns the remaining bytes. */
export function readFrames(bytes, { onText, onPing, onClose }) {
  let at = 0;
  while (bytes.length >= at + 2) {
    const short = bytes[at + 1];
    const head = short === TWO_BYTES ? 4 : 2;
    if (bytes.length < at + head) break;
    const length = short === TWO_BYTES ? bytes.readUInt16BE(at + 2) : short;
    if (bytes.length < at + head + length) break;
    if (bytes[at] === CLOSE) onClose();
    if (bytes[at] === PING) onPing();
    if (bytes[at] === TEXT) onText(bytes.latin1Slice(at + head, at + head + length));
    at += head + length;
  }
  return bytes.subarray(at);
}

import { SignJWT } from 'jose';

const { JITSI_APP_SECRET, JITSI_SERVER_URL = '' } = process.env;
const TTL_SECONDS = 3600;
const FEATURES = [
  'recording',
  'livestreaming',
  'transcription',
  'outbound-call',
  'inbound-call',
  'sip-outbound-call',
  'sip-inbound-call',
  'file-upload',
];
const secret = new TextEncoder().encode(JITSI_APP_SECRET);

/** Issues a patient's room token, signed as in jose's documentation. */
export async function admissionOf(
  { id, name, email }: { id: number; name: string; email?: string },
  appointmentId: number,
  sessionId: number,
) {
  const identity = `patient-${id}`;
  const roomName = `apt${appointmentId}`;
  const user = { id: identity, name, email, moderator: false, affiliation: 'member' };
  const features = Object.fromEntries(FEATURES.map((feature) => [feature, false]));
  const token = await new SignJWT({ context: { user, features, session: String(sessionId) }, room: roomName })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setAudience('ciyex-telehealth')
    .setIssuer('ciyex-app')
    .setSubject(new URL(JITSI_SERVER_URL).hostname)
    .setExpirationTime(`${TTL_SECONDS} s`)
    .sign(secret);
  return {
    token,
    roomName,
    identity,
    meetingUrl: `${JITSI_SERVER_URL}/${roomName}?jwt=${token}`,
    expiresIn: TTL_SECONDS,
  };
}

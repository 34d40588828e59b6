import type { Page } from '../portal/pages.ts';
import type { Judgement } from './judge-meeting-link.ts';

/**
 * The page of one meeting. It names the Jitsi server, and may frame it, only if the token is admitted. It
 * runs no script of that server. Other front ends (`embedders`) may frame the page.
 */
export function meetingPage(roomName: string, judgement: Judgement, embedders: readonly string[]): Page {
  const { verdict, jitsi } = judgement;
  const calls = verdict.admitted && jitsi ? [new URL(jitsi.serverUrl).origin] : [];
  return {
    name: 'meet',
    facts: factsOf(roomName, judgement),
    fallback: fallbackOf(roomName, judgement),
    reach: { frames: calls.length > 0 ? calls : ["'self'"], calls, ancestors: ["'self'", ...embedders] },
  };
}

/** The data in the page. Keep it in step with `MeetingFacts` in web/src/meet/facts.ts. */
function factsOf(roomName: string, { verdict, jitsi }: Judgement) {
  if (!verdict.admitted) return { roomName, refused: verdict.code };
  const { name, moderator, until, features } = verdict;
  return {
    roomName,
    name,
    moderator,
    until,
    ...(jitsi ? { jitsi: { ...jitsi, features } } : { practice: true }),
  };
}

function fallbackOf(roomName: string, { verdict, jitsi }: Judgement) {
  const [heading, sentence] = verdict.admitted
    ? [
        'You would be let in',
        `as ${verdict.name}, ${verdict.moderator ? 'the moderator' : 'a participant'}, ` +
          `until ${verdict.until.toISOString().slice(11, 16)} UTC.`,
      ]
    : [verdict.code === 'ENDED' ? 'This visit has ended' : 'You would not be let in', verdict.reason];
  const footer = jitsi
    ? 'The visit itself needs JavaScript.'
    : `This is the practice room ${roomName}, for trying things out. ` +
      'With JITSI_SERVER_URL set, this link leads to your Jitsi Meet server.';
  const main = `<main><h1>${escapeHtml(heading)}</h1><p>${escapeHtml(sentence)}</p></main>`;
  return `<div class="fallback">${main}<footer>${escapeHtml(footer)}</footer></div>`;
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

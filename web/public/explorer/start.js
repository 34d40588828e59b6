import './polyfills.js';
import './main.js';

const QUERY = `# The provider of the demo clinic's appointment 123, or whom the header names.
{
  viewer { id name roles }
  appointments(first: 5) { nodes { id status startsAt patient { name } session { status } } }
}
`;

const authorization = `Bearer ${await demoToken(document.querySelector('meta[name="demo-user"]').content)}`;
const address = new URL('/graphql', location.origin);

globalThis.AltairGraphQL.init({
  endpointURL: address.href,
  subscriptionsEndpoint: address.href.replace(/^http/, 'ws'),
  subscriptionsProtocol: 'graphql-ws',
  initialQuery: QUERY,
  initialHeaders: { Authorization: authorization },
  initialSubscriptionsPayload: { authorization },
  // A token that the browser kept would have expired by the next time.
  preserveState: false,
  disableAccount: true,
});

/** A token of the demo clinic's sign-in. Elsewhere the person enters their own. */
async function demoToken(username) {
  if (!username) return '';
  const body = new URLSearchParams({ grant_type: 'password', username });
  const answer = await fetch('/demo/token', { method: 'POST', body });
  return (await answer.json()).access_token;
}

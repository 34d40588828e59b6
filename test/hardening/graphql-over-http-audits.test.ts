import { serverAudits } from 'graphql-http';
import { expect, test } from 'vitest';
import { useClinic } from '../support/clinic.ts';

const clinic = useClinic();

/**
 * What the specification leaves open, and is answered otherwise here. A document that is malformed or not valid is answered 400 whatever
 * the client accepts, as Apollo Server does: balancers, gateways and limits tell it from an answer by the status.
 */
const ON_PURPOSE = new Set([
  'SHOULD use 200 status code on document parsing failure when accepting application/json',
  'SHOULD use 200 status code on document validation failure when accepting application/json',
  'SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
]);

/** The audits of the GraphQL over HTTP working group's own library, for somebody with a token. */
async function audit() {
  const authorization = `Bearer ${await clinic.john.token()}`;
  const fetchFn = (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', authorization);
    return fetch(url, { ...init, headers });
  };
  const audits = serverAudits({ url: `${clinic.url}/graphql`, fetchFn });
  const results = await Promise.all(audits.map(({ fn }) => fn()));
  return { count: audits.length, results };
}

test('the GraphQL door speaks GraphQL over HTTP: nothing it must, and nothing it should but for what is listed here', async () => {
  const { count, results } = await audit();
  expect(count).toBeGreaterThan(60);
  expect(results.filter(({ status }) => status === 'error')).toEqual([]);
  const unmet = results.filter(({ status }) => status !== 'ok').map(({ name }) => name);
  expect(new Set(unmet)).toEqual(ON_PURPOSE);
});

import { Client, fetchExchange } from '@urql/core';
import { expect, test } from 'vitest';
import { useClinic } from '../../support/clinic.ts';

const clinic = useClinic();

test.each([undefined, true, false, 'force', 'within-url-limit'] as const)(
  'urql asks and changes with its own defaults, preferring GET: %s',
  async (preferGetMethod) => {
    const id = await clinic.book();
    const headers = await clinic.john.credentials();
    const client = new Client({
      url: `${clinic.url}/graphql`,
      exchanges: [fetchExchange],
      fetchOptions: { headers },
      ...(preferGetMethod !== undefined && { preferGetMethod }),
    });
    const asked = await client.query('query ($id: ID!) { appointment(id: $id) { id } }', { id }).toPromise();
    expect([asked.error, asked.data]).toEqual([undefined, { appointment: expect.objectContaining({ id }) }]);
    const started = await client
      .mutation('mutation ($id: ID!) { startTelehealthSession(appointmentId: $id) { session { status } } }', {
        id,
      })
      .toPromise();
    expect(started.data).toMatchObject({ startTelehealthSession: { session: { status: 'READY' } } });
  },
);

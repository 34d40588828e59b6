import { callCommand } from '../call-command.ts';

export const tokenOf = async (role: string, id: number) =>
  (await callCommand('token', ['--role', role, '--id', String(id)])).stdout.trim();

export async function ask(url: string, token: string, query: string) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as {
    data?: Record<string, unknown>;
    errors?: { extensions: { code: string } }[];
  };
}

export const VISIT = '{ appointment(id: "123") { status session { status } note { plan } } }';

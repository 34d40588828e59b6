import { readConfig } from '../config/config.ts';
import { printSubgraph, schemaParts } from '../platform/graphql/subgraph.ts';
import { openLog } from '../platform/http/logging.ts';
import { openDoors } from '../platform/http/open-doors.ts';
import { describeRest } from '../platform/http/openapi.ts';
import { openHttp } from '../platform/http/server.ts';
import { slices } from '../slices.ts';

/**
 * Prints the public contract by file name. It comes from the running schema and routes, and needs no
 * database.
 */
export async function printContract() {
  const { sdl, sdlForClients } = printSubgraph(schemaParts(slices));
  return {
    'api.graphql': sdlForClients,
    'telehealth.graphql': sdl,
    'openapi.json': json(await openApi()),
    'actions.json': json(slices.flatMap(({ actions }) => actions).sort()),
  };
}

async function openApi() {
  // Not the real environment: the document must not depend on the machine that prints it.
  const { config } = readConfig({ LOG_LEVEL: 'silent' });
  const server = await openHttp(config, openLog(config), () => {});
  await describeRest(server);
  const api = slices.flatMap(({ rest }) => rest.filter(({ knownBy }) => knownBy === 'caller token'));
  await openDoors(server, api, async () => {
    throw new Error('This server is only read, never called');
  });
  await server.ready();
  const document = server.swagger();
  await server.close();
  return document;
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

import { api } from '../api.ts';
import { readConfig } from '../config/config.ts';
import { printSubgraph } from '../platform/graphql/subgraph.ts';
import { openLog } from '../platform/http/logging.ts';
import { openHttp } from '../platform/http/server.ts';
import { openRest } from '../rest.ts';

/** What outsiders build against, by file name: printed from what serves the requests, without a database behind it. */
export async function printContract() {
  const { sdl, sdlForClients } = printSubgraph(api);
  return {
    'api.graphql': sdlForClients,
    'telehealth.graphql': sdl,
    'openapi.json': await printOpenApi(),
  };
}

async function printOpenApi() {
  // An environment of its own: the document must not depend on the machine that prints it.
  const { config } = readConfig({ LOG_LEVEL: 'silent' });
  const server = await openHttp(config, openLog(config), ignore);
  await openRest(server, nobodyEnters, ignore);
  await server.ready();
  const document = server.swagger();
  await server.close();
  return `${JSON.stringify(document, null, 2)}\n`;
}

const ignore = () => {};
const nobodyEnters = async () => {
  throw new Error('This server is only read, never called');
};

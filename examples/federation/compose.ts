import { readFileSync, writeFileSync } from 'node:fs';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { parse } from 'graphql';

/** Composes a supergraph, or prints the errors. Usage: node compose.ts <output> <name>=<url>=<SDL file> … */
const [output = '', ...subgraphs] = process.argv.slice(2);

const result = composeServices(
  subgraphs.map((subgraph) => {
    const [name = '', url = '', file = ''] = subgraph.split('=');
    return { name, url, typeDefs: parse(readFileSync(file, 'utf8')) };
  }),
);
if (compositionHasErrors(result)) {
  for (const { message } of result.errors) process.stderr.write(`${message}\n`);
  process.exitCode = 1;
} else {
  writeFileSync(output, `${result.supergraphSdl.trim()}\n`);
}

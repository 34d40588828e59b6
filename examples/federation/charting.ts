import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { addResolversToSchema } from '@graphql-tools/schema';
import { GraphQLError, parse } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { type Caller, callerVerifier, maySee } from './caller.ts';
import { charts, type Owned, vitals } from './charts.ts';

/**
 * A second, SDL-first subgraph that adds charts to Readyroom's appointments and patients. Only the gateway
 * calls it.
 */
const { PORT = '4001', HOST = '127.0.0.1', CHARTING_SECRET = '' } = process.env;
if (CHARTING_SECRET.length < 32)
  throw new Error('Set CHARTING_SECRET to at least 32 characters that the gateway knows, too');

const schema = addResolversToSchema({
  schema: buildSubgraphSchema(parse(readFileSync(new URL('charting.graphql', import.meta.url), 'utf8'))),
  // addResolversToSchema throws if a resolver has no field in the SDL.
  resolvers: {
    Query: {
      chartedPatients: (_root: unknown, _args: unknown, caller: Caller) =>
        charts.filter((chart) => maySee(caller, chart)).map(({ patientId }) => ({ id: String(patientId) })),
    },
    // Trust only the id of a representation. The chart itself says whose it is.
    Appointment: {
      vitals: ({ id }: { id: string }, _args: unknown, caller: Caller) =>
        seenBy(
          caller,
          vitals.find(({ appointmentId }) => String(appointmentId) === id),
        ) ?? null,
    },
    Patient: {
      allergies: ({ id }: { id: string }, _args: unknown, caller: Caller) =>
        seenBy(
          caller,
          charts.find(({ patientId }) => String(patientId) === id),
        )?.allergies ?? null,
    },
  },
});

const seenBy = <Chart extends Owned>(caller: Caller, chart: Chart | undefined) =>
  chart && maySee(caller, chart) ? chart : undefined;

const verify = callerVerifier(process.env);
const yoga = createYoga({
  schema,
  context: ({ request }): Promise<Caller> => {
    if (!isGateway(request.headers.get('x-gateway-secret')))
      throw new GraphQLError('Only the gateway may ask here', {
        extensions: { code: 'FORBIDDEN', http: { status: 403 } },
      });
    return verify(request.headers.get('authorization'));
  },
  graphiql: false,
  landingPage: false,
});

const hashOf = (text: string) => createHash('sha256').update(text).digest();
function isGateway(shown: string | null) {
  return timingSafeEqual(hashOf(shown ?? ''), hashOf(CHARTING_SECRET));
}

createServer(yoga).listen(Number(PORT), HOST, () =>
  console.log(`Charting is ready on http://${HOST}:${PORT}/graphql`),
);

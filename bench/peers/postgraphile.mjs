// PostGraphile 5 over the same tables, under their row-level security.
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { viewerOf } from './hand-written/viewer.mjs';

const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: process.env.DATABASE_URL, poolConfig: { max: 10 } })],
  grafast: {
    async context({ node }) {
      // Without a valid token there is no organization, so row-level security hides all rows.
      const { orgId } = await viewerOf(node.req.headers.authorization).catch(() => ({ orgId: '' }));
      return { pgSettings: { role: 'readyroom_app', 'app.org_id': orgId } };
    },
  },
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
};

const server = createServer();
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));

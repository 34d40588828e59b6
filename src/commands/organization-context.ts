import { randomUUID } from 'node:crypto';
import { record } from '../audit/record.ts';
import type { Config, Secrets } from '../config/config.ts';
import { jitsiOptions } from '../organizations/jitsi/jitsi-options.ts';
import type { RequestContext } from '../platform/context.ts';
import { asViewer } from '../platform/database/as-viewer.ts';
import type { Db } from '../platform/database/db.ts';
import { loaderOf } from '../platform/database/read.ts';
import { openEvents } from '../platform/events/events.ts';
import { commandViewer } from './command-viewer.ts';

export interface CommandContext extends RequestContext {
  config: Config;
}

interface Here {
  db: Db;
  config: Config;
  secrets: Secrets;
}

/** The command line, as an administrator of one organization, who is on record there. */
export async function organizationContext(
  { db: everywhere, config, secrets }: Here,
  orgId: number,
): Promise<CommandContext> {
  const viewer = commandViewer(orgId);
  const who = { door: 'command' as const, requestId: randomUUID() };
  const db = asViewer(everywhere, viewer);
  return {
    ...who,
    viewer,
    gatewayFields: [],
    isGateway: false,
    config,
    video: jitsiOptions(config, secrets),
    db,
    origin: `http://localhost:${config.port}`,
    load: loaderOf(db),
    events: await openEvents(undefined, () => {}),
    record: (work, entry) => record(work, { ...who, orgId, identity: viewer.identity }, entry),
    report: () => {},
  };
}

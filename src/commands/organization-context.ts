import { randomUUID } from 'node:crypto';
import { openAuditTrail } from '../audit/audit-trail.ts';
import type { Config, Secrets } from '../config/config.ts';
import { type JitsiOptions, jitsiOptions } from '../organizations/jitsi/jitsi-options.ts';
import type { SettingsContext } from '../organizations/read-settings.ts';
import { asViewer } from '../platform/database/as-viewer.ts';
import type { Db } from '../platform/database/db.ts';
import { loaderOf } from '../platform/database/loader.ts';
import { openEvents } from '../platform/events/events.ts';
import { type Caller, createCaller } from '../platform/use-case.ts';
import { commandViewer } from './command-viewer.ts';

interface CommandOptions {
  db: Db;
  config: Config;
  secrets: Secrets;
}

/** What commands need to work on one organization. */
export interface OrganizationContext extends SettingsContext {
  video: JitsiOptions;
  orgId: number;
  /** Whether secrets are encrypted with the public demo key. */
  usesDemoKey: boolean;
  /** An administrator of the organization. The audit log names it `command`. */
  caller: Caller;
}

export async function organizationContext(
  { db: everywhere, config, secrets }: CommandOptions,
  orgId: number,
): Promise<OrganizationContext> {
  const viewer = commandViewer(orgId);
  const who = { door: 'command' as const, requestId: randomUUID() };
  const db = asViewer(everywhere, viewer);
  const video = jitsiOptions(config, secrets, everywhere);
  const caller = createCaller({
    ...who,
    viewer,
    gatewayFields: [],
    isGateway: false,
    video,
    db,
    origin: `http://localhost:${config.port}`,
    load: loaderOf(db),
    events: await openEvents(undefined, () => {}),
    ...openAuditTrail(everywhere, () => {}).recorderFor(db, { ...who, viewer }),
    report: () => {},
  });
  return { orgId, usesDemoKey: config.demoEncryptionKey, caller, db, video };
}

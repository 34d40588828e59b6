import type { Config, Secrets } from '../../config/config.ts';
import type { Db } from '../../platform/database/db.ts';
import { encryptInPlace } from '../encrypt-in-place.ts';

/**
 * The operator's video settings: defaults, keys, and the private networks allowed for organizations' servers.
 */
export interface JitsiOptions
  extends Pick<Config, 'jitsi' | 'production' | 'privateNetworks'>,
    Pick<Secrets, 'keyring' | 'jitsiAppSecret' | 'practiceRoomSecret'> {
  encryptInPlace: ReturnType<typeof encryptInPlace>;
}

declare module '../../platform/context.ts' {
  interface Provided {
    video: JitsiOptions;
  }
}

export const jitsiOptions = (
  { jitsi, production, privateNetworks }: Config,
  { keyring, jitsiAppSecret, practiceRoomSecret }: Secrets,
  database: Db,
): JitsiOptions => ({
  jitsi,
  production,
  privateNetworks,
  keyring,
  jitsiAppSecret,
  practiceRoomSecret,
  encryptInPlace: encryptInPlace(database, keyring),
});

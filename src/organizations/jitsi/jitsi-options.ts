import type { Config, Secrets } from '../../config/config.ts';
import { signInHosts } from '../../config/sign-in-hosts.ts';
import type { Db } from '../../platform/database/db.ts';
import { encryptInPlace } from '../encrypt-in-place.ts';

/**
 * The operator's video settings: defaults, keys, and the private networks allowed for organizations' servers.
 */
export interface JitsiOptions
  extends Pick<Config, 'jitsi' | 'production' | 'privateNetworks'>,
    Pick<Secrets, 'keyring' | 'jitsiAppSecret' | 'practiceRoomSecret'> {
  /** Where no organization's Jitsi server may be. */
  signInHosts: string[];
  encryptInPlace: ReturnType<typeof encryptInPlace>;
}

declare module '../../platform/context.ts' {
  interface Provided {
    video: JitsiOptions;
  }
}

export const jitsiOptions = (
  config: Config,
  { keyring, jitsiAppSecret, practiceRoomSecret }: Secrets,
  database: Db,
): JitsiOptions => ({
  jitsi: config.jitsi,
  production: config.production,
  privateNetworks: config.privateNetworks,
  signInHosts: signInHosts(config),
  keyring,
  jitsiAppSecret,
  practiceRoomSecret,
  encryptInPlace: encryptInPlace(database, keyring),
});

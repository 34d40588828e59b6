import type { Config, Secrets } from '../../config/config.ts';

/** The operator's part in organizations' video settings: defaults, keys, and the networks their servers may be in. */
export type JitsiOptions = Pick<Config, 'jitsi' | 'production' | 'privateNetworks'> &
  Pick<Secrets, 'keyring' | 'jitsiAppSecret' | 'practiceRoomSecret'>;

declare module '../../platform/context.ts' {
  interface Provided {
    video: JitsiOptions;
  }
}

export const jitsiOptions = (
  { jitsi, production, privateNetworks }: Config,
  { keyring, jitsiAppSecret, practiceRoomSecret }: Secrets,
): JitsiOptions => ({ jitsi, production, privateNetworks, keyring, jitsiAppSecret, practiceRoomSecret });

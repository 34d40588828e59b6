import { useEffect, useEffectEvent } from 'react';
import { type MeetingAccessFragment, useJoinTelehealthMutation } from '../gql/hooks.ts';
import type { Call } from './call.ts';

/** The share of a token's life after which the page joins again, as `refreshAt` of the API has it. */
const REFRESH_AFTER = 0.8;
/** A timer of an hour is late after the computer has slept, so the page looks at the clock often. */
const LOOK_EVERY_MS = 5_000;

interface Options {
  call: Call;
  onRenewed: (access: MeetingAccessFragment) => void;
  /** The visit has closed, or is somebody else's. */
  onRefused: () => void;
}

/**
 * Joins the call again before its token expires, as long as the call is open. Counts from the moment when the
 * token arrived, because this device's clock may be wrong.
 */
export function useRejoin({ call: { appointmentId, access }, onRenewed, onRefused }: Options) {
  const [, joinTelehealth] = useJoinTelehealthMutation();
  const join = useEffectEvent(async () => {
    const { data, error } = await joinTelehealth({ appointmentId });
    if (data) onRenewed(data.joinTelehealth);
    else if (!error?.networkError) onRefused();
  });
  useEffect(() => {
    const refreshAt = Date.now() + access.expiresIn * REFRESH_AFTER * 1_000;
    let isJoining = false;
    const timer = setInterval(async () => {
      if (isJoining || Date.now() < refreshAt) return;
      isJoining = true;
      await join();
      isJoining = false;
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [access]);
}

import { useEffect, useEffectEvent, useRef } from 'react';
import { type MeetingAccessFragment, useJoinTelehealthMutation } from '../gql/hooks.ts';
import { useNow } from '../ui/use-now.ts';
import type { Call } from './call.ts';

/** A timer of an hour is late after the computer has slept, so the page looks at the clock often. */
const LOOK_EVERY_MS = 5_000;

interface Options {
  call: Call;
  isOpen: boolean;
  onRenewed: (access: MeetingAccessFragment) => void;
  /** The visit has closed, or is somebody else's. */
  onRefused: () => void;
}

/** Joins the call again before its token expires, as long as the call is open. */
export function useRejoin({ call, isOpen, onRenewed, onRefused }: Options) {
  const { appointmentId, access } = call;
  const [, joinTelehealth] = useJoinTelehealthMutation();
  const isJoining = useRef(false);
  const now = useNow(LOOK_EVERY_MS);
  const isDue = isOpen && now >= new Date(access.refreshAt).getTime();
  const join = useEffectEvent(async () => {
    if (isJoining.current) return;
    isJoining.current = true;
    const { data, error } = await joinTelehealth({ appointmentId });
    isJoining.current = false;
    if (data) onRenewed(data.joinTelehealth);
    else if (!error?.networkError) onRefused();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: by `now`, the page tries again until it succeeds.
  useEffect(() => {
    if (isDue) void join();
  }, [isDue, now]);
}

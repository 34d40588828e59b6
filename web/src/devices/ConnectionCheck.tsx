import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { ViewerDocument } from '../gql/hooks.ts';
import { useLocale } from '../words/portal.ts';
import { CheckResult } from './CheckResult.tsx';

const TRIES = 5;
/** Slower round trips disturb a conversation (ITU-T G.114 allows 150 ms one way). */
const SLOW_MS = 300;

/** The median round trip of a few requests, and whether this browser supports video calls. */
export function ConnectionCheck() {
  const { language, words } = useLocale();
  const client = useClient();
  const [ms, setMs] = useState<number>();
  useEffect(() => {
    let wanted = true;
    const measure = async () => {
      const times: number[] = [];
      for (let i = 0; i < TRIES; i++) {
        const start = performance.now();
        const { error } = await client.query(ViewerDocument, {}, { requestPolicy: 'network-only' });
        times.push(error ? Number.POSITIVE_INFINITY : performance.now() - start);
      }
      times.sort((a, b) => a - b);
      if (wanted) setMs(times[Math.floor(TRIES / 2)]);
    };
    void measure();
    return () => {
      wanted = false;
    };
  }, [client]);

  const { check } = words;
  if (!('RTCPeerConnection' in window))
    return <CheckResult name={check.connection} result="bad" says={check.unsupported} />;
  if (ms === undefined)
    return <CheckResult name={check.connection} result={undefined} says={words.loading} />;
  if (!Number.isFinite(ms))
    return <CheckResult name={check.connection} result="bad" says={check.connectionBad} />;
  const time = new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(ms);
  return ms < SLOW_MS ? (
    <CheckResult name={check.connection} result="good" says={check.connectionGood(time)} />
  ) : (
    <CheckResult name={check.connection} result="warn" says={check.connectionSlow(time)} />
  );
}

const SAMPLE_EVERY_MS = 2_000;
/** Above these, pictures freeze and voices break up. */
const MAX_LOSS = 0.05;
const MAX_ROUND_TRIP_SECONDS = 0.4;
/** One bad sample alone is not reported. */
const BAD_SAMPLES = 3;

interface Sample {
  lost: number;
  received: number;
  roundTripSeconds: number;
}

/** Reports when the connection becomes weak and when it recovers. Returns a function that stops it. */
export function watchQuality(connection: RTCPeerConnection, onChange: (isWeak: boolean) => void) {
  let before: Sample | undefined;
  let badInARow = 0;
  const timer = setInterval(async () => {
    const now = sampleOf(await connection.getStats());
    badInARow = before && isBad(before, now) ? badInARow + 1 : 0;
    before = now;
    onChange(badInARow >= BAD_SAMPLES);
  }, SAMPLE_EVERY_MS);
  return () => clearInterval(timer);
}

function isBad(before: Sample, now: Sample) {
  const lost = now.lost - before.lost;
  const received = now.received - before.received;
  const loss = lost > 0 ? lost / (lost + received) : 0;
  return loss > MAX_LOSS || now.roundTripSeconds > MAX_ROUND_TRIP_SECONDS;
}

/** Loss of incoming packets and round-trip time (Identifiers for WebRTC's Statistics API). */
function sampleOf(report: RTCStatsReport): Sample {
  const sample = { lost: 0, received: 0, roundTripSeconds: 0 };
  for (const stats of report.values()) {
    if (stats.type === 'inbound-rtp') {
      sample.lost += stats.packetsLost ?? 0;
      sample.received += stats.packetsReceived ?? 0;
    }
    if (stats.type === 'candidate-pair' && stats.nominated)
      sample.roundTripSeconds = stats.currentRoundTripTime ?? 0;
  }
  return sample;
}

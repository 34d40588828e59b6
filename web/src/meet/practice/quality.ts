const EVERY_MS = 2_000;
/** From here on, pictures freeze and voices break. */
const MUCH_LOSS = 0.05;
const LONG_ROUND_TRIP_SECONDS = 0.4;
/** A single bad moment is none of our business. */
const IN_A_ROW = 3;

interface Sample {
  lost: number;
  received: number;
  roundTripSeconds: number;
}

/** Tells when the connection becomes weak and when it is good again. Answers with how to stop. */
export function watchQuality(connection: RTCPeerConnection, onChange: (isWeak: boolean) => void) {
  let before: Sample | undefined;
  let badInARow = 0;
  const timer = setInterval(async () => {
    const now = sampleOf(await connection.getStats());
    badInARow = before && isBad(before, now) ? badInARow + 1 : 0;
    before = now;
    onChange(badInARow >= IN_A_ROW);
  }, EVERY_MS);
  return () => clearInterval(timer);
}

function isBad(before: Sample, now: Sample) {
  const lost = now.lost - before.lost;
  const received = now.received - before.received;
  const loss = lost > 0 ? lost / (lost + received) : 0;
  return loss > MUCH_LOSS || now.roundTripSeconds > LONG_ROUND_TRIP_SECONDS;
}

/** By Identifiers for WebRTC's Statistics API: what arrives here, and how long it takes there and back. */
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

import autocannon from 'autocannon';

/** The percentiles through which the latency curve is drawn. */
const PERCENTS = [1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 98, 99, 99.5, 99.9];

/** Sends the requests in a loop for `seconds`, with one connection per list. Every answer must be correct. */
export async function load({ name = 'the server', url }, { name: asked, status, proof }, requests, duration) {
  let connection = 0;
  const milliseconds = [];
  const run = autocannon({
    url,
    duration,
    connections: requests.length,
    setupClient: (client) => client.setRequests(requests[connection++]),
    verifyBody: (text) => text.includes(proof),
  });
  run.on('response', (_client, _status, _bytes, responseTime) => milliseconds.push(responseTime));
  const { errors, mismatches, statusCodeStats, ...result } = await run;
  const statuses = Object.keys(statusCodeStats).join();
  if (errors || mismatches || statuses !== String(status))
    throw new Error(
      `${name}, ${asked}: ${errors} errors, ${mismatches} wrong answers, statuses: ${statuses || 'no answer at all'}`,
    );
  const sent = milliseconds.length;
  const latency = curveOf(milliseconds);
  const within = (wanted) => latency.find(([, percent]) => percent === wanted)[0];
  return { sent, requestsPerSecond: sent / result.duration, p50Ms: within(50), p99Ms: within(99), latency };
}

/** [milliseconds, percentage of answers within that time] */
function curveOf(milliseconds) {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  return PERCENTS.map((percent) => [
    Number(sorted[Math.ceil((percent / 100) * sorted.length) - 1].toFixed(3)),
    percent,
  ]);
}

const DEFAULT_CHANNEL = 'readyroom';

/** Splits EVENTS_URL into the broker's URL and the channel that the nodes of one installation share. */
export function brokerAddress(eventsUrl: string) {
  const url = new URL(eventsUrl);
  const channel = url.searchParams.get('channel') ?? DEFAULT_CHANNEL;
  url.searchParams.delete('channel');
  return { url: url.href, channel };
}

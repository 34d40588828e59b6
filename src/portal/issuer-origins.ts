import { z } from 'zod';

const REFRESH_MS = 60 * 60_000;
const RETRY_MS = 60_000;
const TIMEOUT_MS = 5_000;

const endpoint = z.url().optional().catch(undefined);
const Metadata = z.object({
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  revocation_endpoint: endpoint,
  end_session_endpoint: endpoint,
});

/**
 * Keeps a list of the origins that sign-in needs in the Content Security Policy: the issuer's, and those of
 * the endpoints in its metadata, which may differ (OpenID Connect Discovery 1.0 §3). Until the metadata has
 * been read, the list is the issuer's origin alone. It is read again every hour, or every minute after a
 * failure.
 */
export function watchIssuer(issuer: string) {
  const own = new URL(issuer).origin;
  let origins = [own];
  const stopping = new AbortController();

  async function look(): Promise<void> {
    const named = await discover(issuer, stopping.signal).catch(() => undefined);
    if (stopping.signal.aborted) return;
    if (named) origins = [...new Set([own, ...named])];
    const timer = setTimeout(() => void look(), named ? REFRESH_MS : RETRY_MS).unref();
    stopping.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }
  void look();
  return { origins: () => origins, stop: () => stopping.abort() };
}

async function discover(issuer: string, signal: AbortSignal) {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  const endpoints = Object.values(Metadata.parse(await response.json()));
  return endpoints.filter((url) => url !== undefined).map((url) => new URL(url).origin);
}

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
 * Where a page must be let through to for people to sign in: the issuer, and whatever its metadata names, since some keep
 * their endpoints elsewhere (OpenID Connect Discovery 1.0 §3). Until that is known, and while it cannot be had, the issuer alone.
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

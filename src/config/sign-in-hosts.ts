/**
 * The hosts of pages where people sign in, as far as the environment names them: this server's, other front
 * ends' and the issuer's. A video server's pages at one of them could read those pages. The scheme does not
 * count: behind a TLS proxy this server sees http.
 */
export function signInHosts({ host, port, corsOrigins, auth }: SignIn): string[] {
  const names = ['localhost', '127.0.0.1', '[::1]', host.includes(':') ? `[${host}]` : host];
  const own = names.map((name) => `http://${name}:${port}`);
  return [...own, ...corsOrigins, auth.issuer ?? ''].flatMap((url) => URL.parse(url)?.host || []);
}

interface SignIn {
  host: string;
  port: number;
  corsOrigins: readonly string[];
  auth: { issuer?: string | undefined };
}

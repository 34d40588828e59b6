/**
 * The token of the link that opened this page. It leaves the address at once: addresses are shared, synced and
 * photographed. A reload finds it in the tab's own history, which works where a browser grants no storage.
 */
export const linkToken = () => (history.state as { token?: string } | null)?.token; // only keepToken writes it

export const keepToken = (token: string) => history.replaceState({ token }, '', window.location.pathname);

/** Takes the token out of the address. Without one there, opens the link again with the token that is kept. */
export function takeToken() {
  const given = new URLSearchParams(window.location.search).get('jwt');
  const kept = linkToken();
  if (given) keepToken(given);
  else if (kept) {
    window.location.replace(`${window.location.pathname}?jwt=${encodeURIComponent(kept)}`);
    return false;
  }
  return true;
}

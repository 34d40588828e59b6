/** What the server wrote into this page for it to know from its first moment on. */
export function factsOfPage<Facts>(): Facts {
  const element = document.getElementById('facts');
  // The server that serves the page is the one it was built with.
  return JSON.parse(element?.textContent ?? '') as Facts;
}

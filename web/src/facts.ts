/** The data that the server wrote into this page. */
export function factsOfPage<Facts>(): Facts {
  const element = document.getElementById('facts');
  // The page comes from the server that it was built with, so the type fits.
  return JSON.parse(element?.textContent ?? '') as Facts;
}

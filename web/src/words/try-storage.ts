/**
 * What the work returns, or undefined where the browser grants no storage, as it may in a frame of another
 * site's page: `localStorage` and `sessionStorage` then throw a SecurityError, or are null.
 */
export function tryStorage<Result>(work: () => Result) {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/**
 * Returns a function that runs tasks one after another. A failed task is reported and does not stop the next.
 */
export function inOrder(onFailure: (error: unknown) => void) {
  let last = Promise.resolve();
  return (work: () => Promise<unknown>): Promise<void> => {
    last = last.then(async () => void (await work())).catch(onFailure);
    return last;
  };
}

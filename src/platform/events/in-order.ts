/** Does one piece of work after the other. A failure is reported, and the next piece goes on. */
export function inOrder(onFailure: (error: unknown) => void) {
  let last = Promise.resolve();
  return (work: () => Promise<unknown>): Promise<void> => {
    last = last.then(async () => void (await work())).catch(onFailure);
    return last;
  };
}

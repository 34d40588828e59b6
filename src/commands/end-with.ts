/**
 * Sets the exit code: 0 if `work` resolves to true, 1 if to false. If it rejects, prints the message on
 * stderr and takes the exit code from `codeOf` (default 1).
 */
export async function endWith(work: Promise<boolean>, codeOf: (error: unknown) => number = () => 1) {
  try {
    process.exitCode = (await work) ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = codeOf(error);
  }
}

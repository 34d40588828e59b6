/** Ends the process as its work does: 0 if all is well, 1 if not. An error is told in its own words; its exit code is 1 unless it has another. */
export async function endWith(work: Promise<boolean>, codeOf: (error: unknown) => number = () => 1) {
  try {
    process.exitCode = (await work) ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = codeOf(error);
  }
}

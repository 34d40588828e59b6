import { ConfigError, readConfig } from '../../../src/config/config.ts';

/** The sentences with which an environment is refused. */
export function problemsOf(environment: Record<string, string>) {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

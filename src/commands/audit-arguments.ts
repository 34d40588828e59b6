import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run audit -- verify [<organization>] [--head <file>]… [--after <file>]
       npm run audit -- verify --export <file> [--head <file>]… [--after <file>]
       npm run audit -- head   [<organization>] [--before <date>]
       npm run audit -- export <organization> [--from <date>] [--to <date>]
       npm run audit -- key
Exit codes: 0 all is well, 1 something was found, 2 nothing could be said.`;

export class UsageError extends Error {}

const text = { type: 'string' } as const;
const options = {
  head: { ...text, multiple: true },
  after: text,
  export: text,
  before: text,
  from: text,
  to: text,
} as const;

export function readArguments(args: string[]) {
  const { positionals, values } = parsed(args);
  const [verb = '', organization, ...rest] = positionals;
  if (rest.length > 0 || (organization && !/^[1-9]\d{0,8}$/.test(organization))) throw new UsageError(USAGE);
  return {
    verb,
    /** Undefined means all organizations. */
    organization: organization ? Number(organization) : undefined,
    files: { heads: values.head ?? [], after: values.after ? [values.after] : [], export: values.export },
    before: dateOf(values.before),
    from: dateOf(values.from),
    to: dateOf(values.to),
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

function dateOf(given: string | undefined) {
  if (given === undefined) return undefined;
  const date = new Date(given);
  if (Number.isNaN(date.getTime()))
    throw new UsageError(`${given} is no date, such as 2026-11-27 or 2026-11-27T12:00:00Z`);
  return date;
}

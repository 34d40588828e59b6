import { buildSchema, findBreakingChanges } from 'graphql';

/** What would break a client of the last release and is not listed with a reason, and what is listed for nothing. */
export function unlistedChanges(released: string, present: string, listed: Record<string, string>) {
  const changes = findBreakingChanges(buildSchema(released), buildSchema(present)).map(
    ({ description }) => description,
  );
  return {
    unlisted: changes.filter((change) => !Object.hasOwn(listed, change)),
    outdated: Object.keys(listed).filter((change) => !changes.includes(change)),
  };
}

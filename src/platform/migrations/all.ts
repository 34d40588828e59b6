import { Migration20261123000000Start } from './20261123000000-start.ts';

/** Every migration in the order in which it is applied, the same set for the embedded database and for PostgreSQL. */
export const migrations = [{ name: 'Migration20261123000000Start', class: Migration20261123000000Start }];

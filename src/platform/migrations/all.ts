import { Migration20261123000000Start } from './20261123000000-start.ts';
import { Migration20261124000000WaitingPatients } from './20261124000000-waiting-patients.ts';

/** Every migration in the order in which it is applied, the same set for the embedded database and for PostgreSQL. */
export const migrations = [
  { name: 'Migration20261123000000Start', class: Migration20261123000000Start },
  { name: 'Migration20261124000000WaitingPatients', class: Migration20261124000000WaitingPatients },
];

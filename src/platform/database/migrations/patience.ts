/**
 * The first statement of a migration that changes a table which is in use. What waits for a table's lock makes everybody else wait
 * behind it: rather let this node give up, and be started again.
 */
export const PATIENCE = "set local lock_timeout = '2s'";

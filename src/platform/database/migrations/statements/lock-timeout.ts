/**
 * The first statement of a migration that changes a table in use. All other statements on a table queue
 * behind one that waits for its lock, so the migration fails instead and the operator starts the node again.
 */
export const SET_LOCK_TIMEOUT = "set local lock_timeout = '2s'";

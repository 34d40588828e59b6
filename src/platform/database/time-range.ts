/**
 * The times that a request may name. PostgreSQL has no year 0, and RFC 3339 writes years with four digits.
 */
export const FIRST_TIME = new Date('0001-01-01T00:00:00.000Z');
export const LAST_TIME = new Date('9999-12-31T23:59:59.999Z');

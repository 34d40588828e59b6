/** What the test clinic's callers sign with. */
export const SECRET = 'a-shared-secret-of-the-test-clinic-0123456789';

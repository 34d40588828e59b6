/**
 * Two addresses are equal if they differ only in the case of ASCII letters (docs/decisions/0021). Everything
 * else counts, so that no look-alike is the same: neither other letters' case nor Unicode's equivalences.
 */
export const canonicalEmail = (email: string) => email.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** The same in SQL: a condition for the records with one of these addresses. */
export const withEmail = (emails: string[]) => {
  // MikroORM's types do not know this operator.
  return { email: { $inAnyCase: emails } } as object;
};

/** The operators that a condition on a field may use instead of equality. */
const operators = {
  $gt: (column: string, value: string) => `${column} > ${value}`,
  $gte: (column: string, value: string) => `${column} >= ${value}`,
  $lt: (column: string, value: string) => `${column} < ${value}`,
  $lte: (column: string, value: string) => `${column} <= ${value}`,
  $in: (column: string, value: string) => `${column} = any(${value})`,
  /** Ignores the case of ASCII letters only. Other collations turn some more letters into ASCII ones. */
  $inAnyCase: (column: string, value: string) =>
    `lower(${column} collate "C") = any(select lower(unnest(${value}::text[]) collate "C"))`,
};

/** Adds a value to the statement and returns its placeholder (`$1`, `$2` …). */
export type Bind = (value: unknown) => string;

/**
 * Turns a condition in MikroORM's syntax (`{ field: value, $or: […] }`) into SQL. Throws TypeError on unknown
 * operators and on none: dropping a condition would widen the result.
 */
export function conditionOf(where: object, columnOf: (field: string) => string, bind: Bind): string {
  const join = (parts: object[], word: 'and' | 'or') => {
    let text = '';
    for (const part of parts) text += `${text && ` ${word} `}${conditionOf(part, columnOf, bind)}`;
    return text && `(${text})`;
  };
  // `for … in` and no arrays of parts: every statement comes this way, and those take three times as long.
  let text = '';
  for (const key in where) {
    const value = where[key as keyof typeof where]; // `for … in` types its keys as string
    if (text) text += ' and ';
    if (key === '$and') text += join(value, 'and') || '(true)';
    else if (key === '$or') text += join(value, 'or') || '(false)';
    else if (key === '$not') text += `not (${conditionOf(value, columnOf, bind)})`;
    else text += comparison(columnOf(key), value, bind);
  }
  return text || 'true';
}

function comparison(column: string, value: unknown, bind: Bind): string {
  if (value === null) return `${column} is null`;
  if (Array.isArray(value)) return operators.$in(column, bind(value));
  if (value instanceof RegExp) return `${column} ${value.ignoreCase ? '~*' : '~'} ${bind(value.source)}`;
  if (['string', 'number', 'boolean'].includes(typeof value) || value instanceof Date)
    return `${column} = ${bind(value)}`;
  if (typeof value !== 'object') throw new TypeError(`${column} cannot be compared with ${typeof value}`);
  const comparisons = Object.entries(value);
  if (comparisons.length === 0) throw new TypeError(`${column} cannot be compared with nothing`);
  return comparisons
    .map(([operator, operand]) => {
      if (!isOperator(operator)) throw new TypeError(`${column} cannot be asked for ${operator}`);
      return operators[operator](column, bind(operand));
    })
    .join(' and ');
}

const isOperator = (key: string): key is keyof typeof operators => key in operators;

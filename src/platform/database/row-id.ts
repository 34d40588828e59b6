import { BadUserInput } from '../refusals.ts';

/** Most row ids are 32-bit. A larger number is a well-formed id that no row has. */
const MAX_ID = 2 ** 31 - 1;

/** Whether PostgreSQL can compare the id with a column of this type, and JavaScript has it to the digit. */
export const canBeIn = (sqlType: string, id: number) =>
  id <= (sqlType.startsWith('bigint') ? Number.MAX_SAFE_INTEGER : MAX_ID);

/** Reads an id from a request. `field` names the argument, and the input field in it. Errors: BAD_USER_INPUT. */
export function toId(id: string, ...field: string[]) {
  if (!/^\d{1,18}$/.test(id))
    throw new BadUserInput(
      `${field.at(-1) ?? 'id'} must be a decimal number`,
      field.length > 0 ? field : ['id'],
    );
  return toRowId(Number(id));
}

/** Maps numbers that PostgreSQL cannot compare with an id to an id that no row has. */
export const toRowId = (number: number) => (number > MAX_ID ? 0 : number);

/** Reads an id from another node's event. A key that is no id becomes that of no row: looking it up must not fail. */
export const rowIdIn = (key: string) => (/^\d{1,18}$/.test(key) ? toRowId(Number(key)) : 0);

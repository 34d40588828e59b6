import { expect, test } from 'vitest';
import { useClinic } from '../../../support/clinic.ts';

const clinic = useClinic();

const FILTER = 'query ($filter: AppointmentFilter) { appointments(filter: $filter) { totalCount } }';
const FIRST = 'query ($first: Int!) { appointments(first: $first) { totalCount } }';

test.each<[string, object | undefined, string]>([
  [FIRST, { first: 'Jane Doe' }, 'Variable "$first" got an invalid value: it must be Int!'],
  [
    FILTER,
    { filter: { from: 'Jane Doe' } },
    'Variable "$filter" got an invalid value at "filter.from": it must be AppointmentFilter',
  ],
  [
    FILTER,
    { filter: { status: ['Jane" at "Doe"; '] } },
    'Variable "$filter" got an invalid value at "filter.status[0]": it must be AppointmentFilter',
  ],
  [
    FILTER,
    { filter: { 'Jane Doe': 1 } },
    'Variable "$filter" got an invalid value: it must be AppointmentFilter',
  ],
  ['{ appointments(first: "an") { totalCount } }', undefined, 'Int cannot represent non-integer value: "…"'],
  [
    '{ appointments(filter: { from: "Jane Doe" }) { totalCount } }',
    undefined,
    'DateTime cannot represent an invalid date-time-string ….',
  ],
])(
  '%s with %j: the complaint says what is wrong, but not what was sent',
  async (query, variables, message) => {
    const { status, errors } = await clinic.jane.graphql(query, variables);
    expect([status, errors?.map((error) => error.message)]).toEqual([400, [message]]);
  },
);

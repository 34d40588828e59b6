import {
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type ValidationRule,
} from 'graphql';
import { TooMuchAsked } from '../../refusals.ts';
import { type EstimatedOperation, estimateRows } from './estimate-rows.ts';

const MAX_DEPTH = 8;
const MAX_ALIASES = 15;
const MAX_DIRECTIVES = 30;
/** Only fragments that multiply fields can exceed this within the limit of tokens. */
const MAX_FIELDS = 1_000;
/** Our own clients' longest page has some 400 rows. */
const MAX_ROWS = 1_500;
const TOO_MANY_ROWS = `This could be answered with more than ${MAX_ROWS} rows: ask for less, or for shorter pages`;

/** The depth and the counts of a document. Fragments count wherever they are spread. */
interface Extent {
  depth: number;
  aliases: number;
  directives: number;
  fields: number;
}

/**
 * Refuses documents that exceed the limits. The time is linear in the document's length, and far shorter than
 * that of the specification's rules, which therefore run later.
 */
export const queryLimits: ValidationRule = (context) => ({
  Document({ definitions }) {
    const operations = definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
    const named = definitions
      .filter((one) => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((one) => [one.name.value, one] as const);
    const fragments = new Map(named);
    const { depth, aliases, directives, fields } = extentOf(operations, fragments);
    const refuse = (message: string) => context.reportError(new GraphQLError(message, { nodes: operations }));
    const refuseMore = (than: number, what: string) =>
      refuse(`There may be ${than} ${what}, those of a fragment counted wherever it is spread`);

    if (depth > MAX_DEPTH) refuse(`Fields may be nested ${MAX_DEPTH} deep, and these are ${depth}`);
    if (aliases > MAX_ALIASES) refuseMore(MAX_ALIASES, 'aliases');
    if (directives > MAX_DIRECTIVES) refuseMore(MAX_DIRECTIVES, 'directives');
    if (fields > MAX_FIELDS) refuseMore(MAX_FIELDS, 'fields');
    if (
      operations.some(
        (operation) => estimateRows({ schema: context.getSchema(), operation, fragments }) > MAX_ROWS,
      )
    )
      refuse(TOO_MANY_ROWS);
    return false;
  },
});

/** For production. Reports one error for each `__schema` or `__type`, not one for each field below it. */
export const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    if (!['__schema', '__type'].includes(node.name.value)) return undefined;
    context.reportError(
      new GraphQLError('The schema is not described here: introspection is off in production', {
        nodes: node,
      }),
    );
    return false;
  },
});

/** Checks the number of rows again, with the values of the variables. Errors: BAD_USER_INPUT. */
export function limitRows(operation: EstimatedOperation) {
  if (estimateRows(operation) > MAX_ROWS) throw new TooMuchAsked(TOO_MANY_ROWS);
}

function extentOf(
  operations: OperationDefinitionNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Extent {
  const measured = new Map<string, Extent>();

  const extentIn = (nodes: readonly (SelectionNode | OperationDefinitionNode)[]) =>
    nodes.map(extentFrom).reduce(mergeExtents, NONE);

  function extentFrom(node: SelectionNode | OperationDefinitionNode): Extent {
    const { depth, aliases, directives, fields } =
      node.kind === Kind.FRAGMENT_SPREAD ? extentOfFragment(node.name.value) : extentBelow(node);
    const isField = node.kind === Kind.FIELD;
    return {
      // Introspection queries of tools are nested deeper, and have a rule of their own.
      depth: isField && node.name.value.startsWith('__') ? 0 : depth + Number(isField),
      aliases: aliases + Number(isField && node.alias !== undefined),
      directives: directives + (node.directives?.length ?? 0),
      fields: fields + Number(isField),
    };
  }

  function extentOfFragment(name: string): Extent {
    const fragment = fragments.get(name);
    // Other rules refuse unknown fragments and fragments that spread themselves.
    if (fragment && !measured.has(name)) measured.set(name, NONE).set(name, extentBelow(fragment));
    return measured.get(name) ?? NONE;
  }

  const extentBelow = ({
    selectionSet,
  }: {
    selectionSet?: { selections: readonly SelectionNode[] } | undefined;
  }) => (selectionSet ? extentIn(selectionSet.selections) : NONE);

  return extentIn(operations);
}

const NONE: Extent = { depth: 0, aliases: 0, directives: 0, fields: 0 };

const mergeExtents = (one: Extent, other: Extent): Extent => ({
  depth: Math.max(one.depth, other.depth),
  aliases: one.aliases + other.aliases,
  directives: one.directives + other.directives,
  fields: one.fields + other.fields,
});

import { type ASTNode, BREAK, type DocumentNode, type GraphQLError, Kind, visit } from 'graphql';
import { placeIn } from '../../http/redact-values.ts';
import type { InputPath } from '../../refusals.ts';

/** Adds `extensions.field` to an error of graphql-js, if it is about the value of an argument. */
export function withField(error: GraphQLError, document: DocumentNode) {
  const field = fieldOf(error, document);
  if (field && field.length > 0) error.extensions.field ??= field;
  return error;
}

function fieldOf({ message, nodes: [node] = [] }: GraphQLError, document: DocumentNode) {
  if (node?.kind !== Kind.VARIABLE_DEFINITION) return node && pathTo(document, (one) => one === node);
  const { value: variable } = node.variable.name;
  const argument = pathTo(
    document,
    (one, inArgument) => inArgument && one.kind === Kind.VARIABLE && one.name.value === variable,
  );
  return argument && [...argument, ...pathWithin(message)];
}

/** The names of the arguments and input fields around a node. */
function pathTo(document: DocumentNode, isIt: (node: ASTNode, inArgument: boolean) => boolean) {
  let found: string[] | undefined;
  visit(document, {
    enter(node, _key, parent, _path, ancestors) {
      const names = [...ancestors, parent, node].flatMap((one) =>
        one && 'kind' in one && (one.kind === Kind.ARGUMENT || one.kind === Kind.OBJECT_FIELD)
          ? [one.name.value]
          : [],
      );
      if (!isIt(node, names.length > 0)) return undefined;
      found = names;
      return BREAK;
    },
  });
  return found;
}

/** From `Variable "$filter" got invalid value … at "filter.status[0]"; …`: `["status", 0]`. */
function pathWithin(message: string): InputPath {
  const [, missing] = /; Field "(\w+)" of required type /.exec(message) ?? [];
  const [, ...parts] = placeIn(message)?.match(/\w+/g) ?? [];
  const path = parts.map((part) => (/^\d/.test(part) ? Number(part) : part));
  return missing ? [...path, missing] : path;
}

import { type ASTNode, type DocumentNode, type GraphQLError, Kind, visit } from 'graphql';
import { placeIn } from '../../http/redact-values.ts';
import type { InputPath } from '../../refusals.ts';

/** Adds `extensions.field` to those errors of graphql-js that are about the value of an argument. */
export function nameFields<Errors extends readonly GraphQLError[]>(errors: Errors, document: DocumentNode) {
  const { pathTo, pathToVariable } = argumentsIn(document);
  for (const { message, nodes: [node] = [], extensions } of errors) {
    const isVariable = node?.kind === Kind.VARIABLE_DEFINITION;
    const argument = isVariable ? pathToVariable.get(node.variable.name.value) : node && pathTo.get(node);
    if (argument) extensions.field ??= isVariable ? [...argument, ...pathWithin(message)] : argument;
  }
  return errors;
}

/** The names of the arguments and input fields around each value, and around the first use of each variable. */
function argumentsIn(document: DocumentNode) {
  const names: string[] = [];
  const pathTo = new Map<ASTNode, InputPath>();
  const pathToVariable = new Map<string, InputPath>();
  visit(document, {
    enter(node) {
      if (hasName(node)) names.push(node.name.value);
      if (names.length === 0) return;
      pathTo.set(node, [...names]);
      if (node.kind === Kind.VARIABLE && !pathToVariable.has(node.name.value))
        pathToVariable.set(node.name.value, [...names]);
    },
    leave(node) {
      if (hasName(node)) names.pop();
    },
  });
  return { pathTo, pathToVariable };
}

const hasName = (node: ASTNode) => node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD;

/** From `Variable "$filter" got invalid value … at "filter.status[0]"; …`: `["status", 0]`. */
function pathWithin(message: string): InputPath {
  const [, missing] = /; Field "(\w+)" of required type /.exec(message) ?? [];
  const [, ...parts] = placeIn(message)?.match(/\w+/g) ?? [];
  const path = parts.map((part) => (/^\d/.test(part) ? Number(part) : part));
  return missing ? [...path, missing] : path;
}

import { type GraphQLError, Kind, print } from 'graphql';

/**
 * Removes the values of variables and literals from a GraphQL error message. Gateways and clients store
 * errors, and the values may be patients' names, notes and tokens.
 */
export function redactValues({ message, nodes = [] }: GraphQLError) {
  const [node] = nodes;
  if (node?.kind === Kind.VARIABLE_DEFINITION && / got invalid value /.test(message)) {
    const path = placeIn(message);
    return `Variable "$${node.variable.name.value}" got an invalid value${path ? ` at "${path}"` : ''}: it must be ${print(node.type)}`;
  }
  return nodes.reduce(
    (text, one) => (one.kind === Kind.STRING && one.value ? withoutText(text, one.value) : text),
    message,
  );
}

/**
 * The place in a variable that graphql-js complains about, such as `filter.status[0]`. It has only names of the
 * schema: it cannot match inside a value, whose quotes are escaped.
 */
export const placeIn = (message: string) => / at "(\w+(?:\.\w+|\[\d+\])*)"; /.exec(message)?.[1];

/** Redacts a value in quotes, or unquoted at the end. An equal word elsewhere in the message is kept. */
function withoutText(message: string, value: string) {
  const text = message.replaceAll(JSON.stringify(value), '"…"');
  return text.endsWith(` ${value}.`) ? `${text.slice(0, -value.length - 1)}….` : text;
}

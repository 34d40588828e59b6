import { type GraphQLError, Kind, print } from 'graphql';

/**
 * What GraphQL says of an operation, without the values that were sent with it: gateways and clients keep errors, and values are
 * patients' names, notes and tokens.
 */
export function redactValues({ message, nodes = [] }: GraphQLError) {
  const [node] = nodes;
  if (node?.kind === Kind.VARIABLE_DEFINITION && / got invalid value /.test(message)) {
    // Only names of the schema stand in a path; in a value the quotes would be escaped.
    const [, path] = / at "(\w+(?:\.\w+|\[\d+\])*)"; /.exec(message) ?? [];
    return `Variable "$${node.variable.name.value}" got an invalid value${path ? ` at "${path}"` : ''}: it must be ${print(node.type)}`;
  }
  return nodes.reduce(
    (text, one) => (one.kind === Kind.STRING && one.value ? withoutText(text, one.value) : text),
    message,
  );
}

/** It stands in quotes, or bare at the end. A word of the sentence that is the same by chance is left alone. */
function withoutText(sentence: string, value: string) {
  const text = sentence.replaceAll(JSON.stringify(value), '"…"');
  return text.endsWith(` ${value}.`) ? `${text.slice(0, -value.length - 1)}….` : text;
}

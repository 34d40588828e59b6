/** Permissive, and compatible with Apache-2.0 where the server is given to others (SPDX identifiers). */
const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
];

/** Of CycloneDX 1.5 what is needed here. */
export interface Sbom {
  metadata: { component: Pick<Component, 'bom-ref'> & { name: string | undefined } };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

interface Component {
  'bom-ref': string;
  name: string;
  version: string;
  licenses?: { license?: { id?: string; name?: string }; expression?: string }[];
  properties?: { name: string; value: string }[];
}

/** As npm marks what only developers need, and what is in no registry. */
export const isMarked = ({ properties = [] }: Component, mark: 'development' | 'private') =>
  properties.some(({ name, value }) => name === `cdx:npm:package:${mark}` && value === 'true');

/** As its package says it, an SPDX expression; empty where it says nothing. */
export const licenceOf = ({ licenses = [] }: Pick<Component, 'licenses'>) =>
  licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '').join(' AND ');

/** Of alternatives one is enough; of what holds together, all must be. Whatever is not understood is not allowed. */
export function isAllowed(expression: string) {
  const plain = expression.replace(/^\(([^()]*)\)$/, '$1');
  if (plain.includes(' OR '))
    return !plain.includes(' AND ') && plain.split(' OR ').some((one) => ALLOWED.includes(one));
  return plain.split(' AND ').every((one) => ALLOWED.includes(one));
}

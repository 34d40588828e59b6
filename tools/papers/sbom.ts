/**
 * Permissive licences (SPDX identifiers) that are compatible with distributing the server under Apache-2.0.
 */
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

/** The parts of a CycloneDX 1.5 document that are used here. */
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

/** Whether npm marks a component as a development dependency, or as private (not in a registry). */
export const isMarked = ({ properties = [] }: Component, mark: 'development' | 'private') =>
  properties.some(({ name, value }) => name === `cdx:npm:package:${mark}` && value === 'true');

/** The SPDX expression of a component's licences, as its package states it. Empty if it states none. */
export const licenceOf = ({ licenses = [] }: Pick<Component, 'licenses'>) =>
  licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '').join(' AND ');

/**
 * Whether an SPDX expression is allowed: one side of `OR`, all sides of `AND`. Other expressions are not
 * allowed.
 */
export function isAllowed(expression: string) {
  const plain = expression.replace(/^\(([^()]*)\)$/, '$1');
  if (plain.includes(' OR '))
    return !plain.includes(' AND ') && plain.split(' OR ').some((one) => ALLOWED.includes(one));
  return plain.split(' AND ').every((one) => ALLOWED.includes(one));
}

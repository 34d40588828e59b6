import data from '@mdn/browser-compat-data' with { type: 'json' };
import type { CompatStatement, Identifier, SupportStatement } from '@mdn/browser-compat-data';
import { OLDEST_BROWSERS } from '../../../web/oldest-browsers.ts';

/** The names of these browsers in MDN's data. */
const FLOOR = {
  safari_ios: OLDEST_BROWSERS.ios,
  chrome: OLDEST_BROWSERS.chrome,
  firefox: OLDEST_BROWSERS.firefox,
} as const;

/** The path of something that one of the oldest browsers lacks, such as `['Array', 'toReversed']` or `['URL', 'canParse_static']`. */
type Path = string[];

/** All that at least one of the oldest browsers lacks, members before the objects that have them. */
export const missingApis = (): Path[] => [
  ...missingBelow(data.javascript.builtins, []),
  ...missingBelow(data.api, []),
];

function missingBelow(feature: Identifier | undefined, path: Path): Path[] {
  return partsOf(feature).flatMap(([name, child]) => {
    // An interface's constructor has its name again.
    if (name === path.at(-1)) return [];
    const own = [...path, name.replace(/^(.+)_event$/, 'on$1')];
    // What lies deeper is about arguments and answers. Only `Intl` is an object of objects.
    const below = path.length === 0 || path[0] === 'Intl' ? missingBelow(child, own) : [];
    return isMissing(child.__compat) ? [...below, own] : below;
  });
}

/** What styles use and one of the oldest browsers lacks: properties, selectors, rules and functions. */
export function missingStyles(styles: string) {
  const { properties = {}, selectors = {}, 'at-rules': rules = {}, types } = data.css;
  const missingOf = (pattern: RegExp, featuresNamed: (name: string) => (Identifier | undefined)[]) => {
    const names = new Set([...styles.matchAll(pattern)].map(([, name = '']) => name));
    return [...names].filter((name) => featuresNamed(name).some((one) => isMissing(one?.__compat)));
  };
  return [
    ...missingOf(/[{;]([a-z-]+):/g, (name) => [properties[name]]),
    ...missingOf(/:([a-z-]+)(?=[\s,.:(){[>~+])/g, (name) => [selectors[name]]),
    ...missingOf(/@([a-z-]+)/g, (name) => [rules[name]]),
    ...missingOf(/[ :,(]([a-z-]+)\(/g, (name) => named(name, types)),
  ];
}

const named = (name: string, feature: Identifier | undefined): Identifier[] =>
  partsOf(feature).flatMap(([key, part]) => [...(key === name ? [part] : []), ...named(name, part)]);

const partsOf = (feature: Identifier = {}) =>
  Object.entries(feature).filter((entry): entry is [string, Identifier] => entry[0] !== '__compat');

const isMissing = (compat: CompatStatement | undefined) =>
  compat !== undefined &&
  (Object.keys(FLOOR) as (keyof typeof FLOOR)[]) // the keys are the object's own
    .some((browser) => lacks(compat.support[browser], FLOOR[browser]));

/** A prefix or a flag does not count: our pages use neither. */
function lacks(support: SupportStatement | undefined, version: string) {
  const statements = [support ?? []].flat();
  return !statements.some(
    ({ version_added: added, version_removed: removed, flags, prefix, alternative_name: otherName }) =>
      typeof added === 'string' &&
      added !== 'preview' &&
      !isLater(added.replace('≤', ''), version) &&
      !(typeof removed === 'string' && !isLater(removed.replace('≤', ''), version)) &&
      !(flags || prefix || otherName),
  );
}

const isLater = (one: string, other: string) => one.localeCompare(other, 'en', { numeric: true }) > 0;

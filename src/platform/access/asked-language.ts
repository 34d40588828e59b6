import type { Language } from '../context.ts';

const SPOKEN: readonly Language[] = ['en', 'es'];

/**
 * The first of our languages in the order of an `Accept-Language` (RFC 9110 §12.5.4), or undefined if it names
 * none of them.
 */
export function askedLanguage(acceptLanguage: string | undefined): Language | undefined {
  const wanted = (acceptLanguage ?? '')
    .slice(0, MAX_LENGTH)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
      return { language: SPOKEN.find((one) => one === tag.split('-', 1)[0]), quality: Number(quality) || 0 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  return wanted.find(({ language }) => language)?.language;
}

/** Browsers send some 50 characters. */
const MAX_LENGTH = 500;

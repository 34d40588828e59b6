import { confused, guessed, unsigned } from './by-algorithm.ts';
import { misaddressed, mistimed, mistyped, twice } from './by-claims.ts';
import { critical, keyBrought, keyNamed } from './by-key.ts';
import { altered, encrypted, missigned } from './by-signature.ts';
import { malformed, mangled, otherSchemes, otherwiseSerialized, oversized } from './by-text.ts';
import { type Hostile, json, type Target, upToDate } from './target.ts';

/** Some hundred tokens that nobody may come in with. Each differs from a right one in what its name says. */
export async function hostileTokens(target: Target): Promise<Hostile[]> {
  const right = target.rightly(json(target.header), json(upToDate(target.claims)));
  const families: Record<string, (target: Target, right: string) => Record<string, string>> = {
    unsigned,
    confused,
    guessed,
    keyNamed,
    keyBrought,
    critical,
    twice,
    misaddressed,
    mistimed,
    mistyped,
    mangled,
    missigned,
    altered,
    otherwiseSerialized,
    malformed,
    oversized,
  };
  const tokens = Object.entries(families).flatMap(([family, make]) =>
    Object.entries(make(target, right)).map(([name, token]) => ({
      name: `${family}: ${name}`,
      authorization: `Bearer ${token}`,
    })),
  );
  const sealed = await encrypted(target, right);
  return [...tokens, ...sealed, ...otherSchemes(right)].filter(
    ({ authorization }) => authorization !== `Bearer ${right}`,
  );
}

import { inZoneOf } from '../organizations/time-zone.ts';
import type { Language } from '../platform/context.ts';

interface Summary {
  visitType: string;
  /** The provider's name. */
  provider: string | undefined;
  from: Date;
  to: Date;
}

/** Where the visit took place: the zone of its times, and the language for people who ask for none of ours. */
interface Place {
  timeZone: string;
  language: string;
}

/** One sentence about a visit that is over, with its times in the organization's zone. */
export function summarySentence(
  { from, to, ...summary }: Summary,
  organization: Place | null,
  asked: Language | undefined,
) {
  const place = organization ?? { timeZone: 'UTC', language: 'en' };
  return SENTENCES[asked ?? spokenAt(place)]({
    ...summary,
    from: inZoneOf(place, from),
    to: inZoneOf(place, to),
    minutes: Math.max(1, Math.round((to.getTime() - from.getTime()) / 60_000)),
  });
}

interface LocalSummary extends Pick<Summary, 'visitType' | 'provider'> {
  from: Temporal.ZonedDateTime;
  to: Temporal.ZonedDateTime;
  minutes: number;
}

const SENTENCES: Record<Language, (summary: LocalSummary) => string> = {
  en: ({ visitType, provider = 'the provider', from, to, minutes }) =>
    `${visitType} visit with ${provider} on ${from.toPlainDate()}, ${timeOf(from)} to ${timeOf(to)} ` +
    `${from.timeZoneId} (${minutes} min).`,
  es: ({ visitType, provider = 'el profesional', from, to, minutes }) =>
    `Visita (${visitType}) con ${provider} el ${from.toLocaleString('es', { dateStyle: 'long' })}, de ` +
    `${timeOf(from)} a ${timeOf(to)}, hora de ${from.timeZoneId} (${minutes} min).`,
};

const spokenAt = ({ language }: Place): Language => (/^es\b/i.test(language) ? 'es' : 'en');

/** An hour that comes twice, when clocks go back, has its offset beside it. */
function timeOf(moment: Temporal.ZonedDateTime) {
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    moment.toPlainDateTime().toZonedDateTime(moment.timeZoneId, { disambiguation }),
  );
  const time = moment.toPlainTime().toString({ smallestUnit: 'minute' });
  return first?.offset === second?.offset ? time : `${time} (UTC${moment.offset})`;
}

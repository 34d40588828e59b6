/** What was used in one period, or in several together. */
export interface Usage {
  sessions: number;
  minutes: number;
}

/** The average length of a visit; nothing where there was none. */
export const averageIn = ({ sessions, minutes }: Usage, language: string) =>
  sessions > 0
    ? new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(minutes / sessions)
    : '–';

/** The usage of one period, or the sum of several. */
export interface Usage {
  sessions: number;
  minutes: number;
}

/** The average length of a visit, or a dash if there was none. */
export const averageIn = ({ sessions, minutes }: Usage, language: string) =>
  sessions > 0
    ? new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(minutes / sessions)
    : '–';

/** A day as date fields, addresses and the API write it: yyyy-mm-dd. Such days sort as text. */
export const formatDay = (day: Date) =>
  new Date(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate())).toISOString().slice(0, 10);

/** Undefined if the text is not a day of the calendar. */
export function parseDay(text: string | null) {
  const day = new Date(`${text}T00:00:00Z`);
  return text && !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text ? text : undefined;
}

/** The day that many days later. */
export function addDays(day: string, days: number) {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
}

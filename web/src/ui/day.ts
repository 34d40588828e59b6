/** Days without a time, as date fields, the address and the API write them: yyyy-mm-dd. They sort as text. */
export const dayText = (day: Date) =>
  new Date(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate())).toISOString().slice(0, 10);

/** The day that was written, unless there is no such day. */
export function knownDay(text: string | null) {
  const day = new Date(`${text}T00:00:00Z`);
  return text && !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text ? text : undefined;
}

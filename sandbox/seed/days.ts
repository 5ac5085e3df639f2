/** `day` moved by a number of days, both `YYYY-MM-DD`. */
export function moveDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Noon of a day in a zone with that day's offset, ISO 8601. */
export function noonIn(zone: string, day: string): string {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format
    .formatToParts(Date.parse(`${day}T12:00:00Z`))
    .find((part) => part.type === 'timeZoneName');
  const offset = (name?.value ?? '').replace('GMT', '') || '+00:00';
  return `${day}T12:00:00${offset}`;
}

/** Puts days counted from `today` in place of `{date:+9}`, as a person writes them: "2 Dec". */
export function fillDates(text: string, today: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return text.replace(/\{date:([+-]\d+)\}/gu, (_all, days: string) =>
    format.format(Date.parse(`${moveDay(today, Number(days))}T12:00:00Z`)).replace('Sept', 'Sep'),
  );
}

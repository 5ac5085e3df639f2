/** A message's time of day for a person in `timeZone`. */
export const timeOf = (ts: string, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(
    Number(ts) * 1000,
  );

/** An ISO time as a clock with seconds. */
export const clockTime = (iso: string, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone }).format(Date.parse(iso));

const DAY_MS = 86_400_000;

/** The day a message belongs to, as a heading; `now` is ISO. */
export const dayOf = (ts: string, timeZone: string | undefined, now: string): string => {
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone,
  });
  const day = format.format(Number(ts) * 1000);
  if (day === format.format(Date.parse(now))) return 'Today';
  return day === format.format(Date.parse(now) - DAY_MS) ? 'Yesterday' : day;
};

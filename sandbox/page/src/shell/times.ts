/** A message's time of day for a person in `timeZone`. */
export const timeOf = (ts: string, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', timeZone }).format(
    Number(ts) * 1000,
  );

/** The day a message belongs to, as a heading. */
export const dayOf = (ts: string, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone }).format(
    Number(ts) * 1000,
  );

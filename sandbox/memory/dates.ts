const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?(Z|[+-]\d\d:?\d\d)?$/;

/** A date as Python understands and prints it; undefined when it is none, or year 1, which stands for "no date". */
export interface ParsedDate {
  /** With the offset as sent. */
  readonly sent: string;
  /** The same moment in UTC; a date without an offset counts as UTC. */
  readonly utc: string;
}

export function parseDate(text: string): ParsedDate | undefined {
  const match = pattern.exec(text);
  if (!match || match[1] === '0001') return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction] = match;
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const micros = fraction === undefined ? '' : `.${fraction.padEnd(6, '0')}`;
  const zone = offsetOf(match[8]);
  const moment = new Date(`${wall}${zone || 'Z'}`);
  // JavaScript takes the 30th of February for the 2nd of March; Python refuses it.
  const isReal = new Date(`${wall}Z`).getUTCDate() === Number(day);
  if (Number.isNaN(moment.getTime()) || !isReal) return undefined;
  return { sent: `${wall}${micros}${zone}`, utc: `${moment.toISOString().slice(0, 19)}${micros}+00:00` };
}

function offsetOf(zone: string | undefined): string {
  if (zone === undefined) return '';
  if (zone === 'Z') return '+00:00';
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

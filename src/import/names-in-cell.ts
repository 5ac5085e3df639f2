import { upperFirst } from '../util/first-letter.ts';
/** Somebody as a cell names them. */
export interface Named {
  readonly name: string;
  /** By the host of an address, where the name stands in it alone; null else. */
  readonly company: string | null;
}

/** As many as one note names. */
const most = 6;

const address = /[\w.+'-]{1,80}@([\w-]{1,80}(?:\.[\w-]{1,40}){1,4})/;
const inBrackets = /\s*[(<[][^()<>[\]]{0,200}[)>\]]/g;
const titleBehind = /^(?:mba|phd|ph d|md|jr|sr|ii|iii|cpa|esq)\.?$/i;

/** Hosts of addresses that people have for themselves. */
const ofTheirOwn =
  /^(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|me|aol|gmx|web|proton|protonmail|t-online|orange|free|mail)\./i;

/** The people in a cell: several are parted by semicolons or lines, an address behind a name falls away. */
export function namesIn(cell: string): readonly Named[] {
  const parts = cell.split(/[;\n|]/).flatMap((part) => named(part) ?? []);
  return [...new Map(parts.map((one) => [one.name.toLowerCase(), one])).values()].slice(0, most);
}

function named(part: string): Named | undefined {
  const [mail, host = ''] = address.exec(part) ?? [];
  const bare = part.replace(inBrackets, ' ').replace(address, ' ').replace(/\s+/g, ' ').trim();
  const name = givenFirst(bare.replace(/^[,\s-]+|[,\s-]+$/g, ''));
  if (/\p{L}/u.test(name)) return { name, company: null };
  return mail === undefined ? undefined : inAddress(mail, host);
}

/** "Sharma, Priya" is Priya Sharma. */
function givenFirst(name: string): string {
  const [, family = '', first = ''] = /^([^,]+), ?([^,]+)$/.exec(name) ?? [];
  return family === '' || titleBehind.test(first) ? name : `${first} ${family}`;
}

/** "priya.sharma@rentfield.com" is Priya Sharma of rentfield.com. */
function inAddress(mail: string, host: string): Named | undefined {
  const local = mail.slice(0, mail.indexOf('@')).replace(/\+.*$/, '');
  const words = local.split(/[._-]+/).filter((word) => /\p{L}{2}/u.test(word));
  if (words.length === 0) return undefined;
  const name = words.map((word) => upperFirst(word)).join(' ');
  return { name, company: ofTheirOwn.test(host) ? null : host };
}

/** A company's cell, or a deal's: HubSpot adds a company's address in brackets, and puts several behind each other. */
export function companyIn(cell: string): string {
  const [first = ''] = cell.split(/[;\n]/);
  const bare = first.replace(/\s*\((?:https?:\/\/)?(?:[\w-]+\.)+[a-z]{2,}\)\s*$/i, '');
  return bare.replace(/\s+/g, ' ').trim();
}

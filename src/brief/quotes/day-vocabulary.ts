import { once, rememberLast } from '../../util/remember.ts';

/** What one word says about a day, in the languages that reps write in. */
export type DayWord =
  | { readonly is: 'half' }
  | { readonly is: 'month'; readonly month: number }
  /** Monday is 0. */
  | { readonly is: 'weekday'; readonly weekday: number; readonly isShort?: boolean }
  | { readonly is: 'unit'; readonly unit: Unit }
  | { readonly is: 'number'; readonly number: number; readonly isInFigures?: boolean }
  /** Which of several: the third Thursday. */
  | { readonly is: 'which'; readonly number: number }
  | { readonly is: 'offset'; readonly days: number }
  | { readonly is: 'feast'; readonly feast: Feast }
  | { readonly is: 'edge'; readonly edge: Edge; readonly unit?: Unit }
  | { readonly is: 'turn'; readonly turn: Turn }
  | { readonly is: 'link'; readonly link: Link };

export type Unit = 'day' | 'workday' | 'week' | 'month' | 'quarter' | 'year';
export type Edge = 'start' | 'middle' | 'end';
export type Turn = 'this' | 'next' | 'coming' | 'last';
export type Feast = 'christmas' | 'new year' | 'easter' | 'labor day' | 'thanksgiving';
export type Link =
  | 'until'
  | 'by'
  | 'before'
  | 'not before'
  | 'after'
  | 'from'
  | 'in'
  | 'ago'
  | 'on'
  | 'for'
  | 'or'
  | 'the';

const languages = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'hi'] as const;
/** Names this short are words of other kinds in other languages: `sun`, `die`, `out`. */
const shortName = 4;

/** Latin letters without their marks; other scripts as they are. */
function unmarked(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();
}

function namesOf(language: string, options: Intl.DateTimeFormatOptions, dates: readonly Date[]) {
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  return dates.map((date) => unmarked(format.format(date)).replace(/\.$/, ''));
}

const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 15)));
/** 5 January 2026 is a Monday. */
const weekdays = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2026, 0, 5 + day)));

/** Names that a calendar does not spell so. */
const moreMonths: Readonly<Record<number, string>> = {
  1: 'jan janu ene genn',
  2: 'feb febr',
  3: 'mar marz maerz mrz',
  4: 'apr',
  6: 'jun',
  7: 'jul',
  8: 'aug',
  9: 'sep sept',
  10: 'oct okt अक्टूबर',
  11: 'nov',
  12: 'dec dez dic',
};
const moreWeekdays: Readonly<Record<number, string>> = {
  0: 'mon mons',
  1: 'tue tues',
  2: 'wed weds',
  3: 'thu thur thurs',
  4: 'fri',
  5: 'sat',
  6: 'sun',
};

const units: Readonly<Record<Unit, string>> = {
  day: 'day days tag tage tagen jour jours dia dias giorno giorni dag dagen दिन',
  workday: 'workdays workday werktage werktagen arbeitstage arbeitstagen werkdagen',
  week: 'week weeks wk wks woche wochen semaine semaines semana semanas settimana settimane weken हफ्ते हफ्ता सप्ताह',
  month:
    'month months mth mths mo mos monat monate monaten monats mois mes meses mese mesi maand maanden महीने महीना',
  quarter: 'quarter qtr quartal quartals trimestre kwartaal तिमाही',
  year: 'year years yr yrs jahr jahre jahren jahres an ans annee ano anos anno anni jaar साल वर्ष',
};

const numbers: readonly string[] = [
  '',
  'a an one ein eine einem einer einen un une uno una um uma een एक',
  'two couple zwei deux dos dois duas due twee दो',
  'three drei trois tres tre drie तीन',
  'four vier quatre cuatro quatro quattro चार',
  'five funf fuenf cinq cinco cinque vijf पांच पाँच',
  'six sechs seis sei zes छह',
  'seven sieben siete sete zeven सात',
  'eight acht huit ocho oito otto आठ',
  'nine neun neuf nueve nove negen नौ',
  'ten zehn dix diez dez dieci tien दस',
  'eleven elf onze',
  'twelve zwolf zwoelf douze doce doze dodici twaalf',
];

/** Which of several, from the first on. */
const whichOnes: readonly string[] = [
  'first erste ersten erster premier premiere primer primero primera primeiro primeira primo prima eerste',
  'second zweite zweiten zweiter deuxieme seconde segundo segunda secondo seconda tweede',
  'third dritte dritten dritter troisieme tercer tercero tercera terceiro terceira terzo terza derde',
  'fourth vierte vierten vierter quatrieme cuarto cuarta quarto quarta vierde',
];

const offsets: Readonly<Record<number, string>> = {
  0: 'today tonight heute aujourd hoy hoje oggi vandaag आज',
  1: 'tomorrow tmrw tmr tmw tomorow morgen demain manana amanha domani',
  2: 'ubermorgen uebermorgen overmorgen dopodomani परसों',
  [-1]: 'yesterday gestern hier ayer ontem ieri gisteren',
};

const feasts: Readonly<Record<Feast, string>> = {
  christmas: 'christmas xmas weihnachten heiligabend noel navidad natale kerst kerstmis',
  'new year': 'newyear newyears silvester neujahr nouvelan anonuevo nochevieja capodanno oudjaar',
  easter: 'easter ostern paques pascua pascoa pasqua pasen',
  'labor day': 'laborday',
  thanksgiving: 'thanksgiving',
};

const links: Readonly<Record<Exclude<Link, 'not before'>, string>> = {
  until: 'until till til thru through bis jusque jusqu hasta ate fino sino tot तक',
  by: 'by zum para pour per tegen around about approx ca gegen vers',
  before: 'before vor avant antes prima voor पहले',
  after: 'after nach apres despues depois dopo बाद',
  from: 'from starting start starts start: ab von vom depuis des partir desde dal vanaf से since seit',
  in: 'in within innerhalb binnen dans dentro entro fra tra em',
  ago: 'ago hace fa geleden il-y-a ha',
  on: 'on am le el il op den al dia due',
  for: 'for fur fuer pendant durante voor',
  or: 'or oder ou',
  the: 'the of d de dem der des du do del dei van im em and und et y e en to a an zu later',
};

const edges = {
  start: 'first early beginning anfang debut principios inicio inizio begin',
  middle: 'mid middle mitte mediados meados meta medio',
  end: 'end late ende fin final finales fim fine eind einde अंत',
} as const;

const turns = {
  this: 'this diese dieser diesen diesem dieses ce cette cet este esta questo questa deze dit इस',
  next: 'next volgende अगले अगला',
  coming:
    'coming nachste nachster nachsten nachstem kommende kommenden kommender prochain prochaine proximo proxima prossimo prossima komende',
  last: 'last past previous letzte letzten letzter letztem vergangenen dernier derniere pasado pasada passado passada ultimo ultima scorso scorsa vorige laatste afgelopen पिछले',
} as const;

/** One word for the end of a unit. */
const endsOfUnits: Readonly<Record<string, Unit>> = {
  eom: 'month',
  eoq: 'quarter',
  eow: 'week',
  eoy: 'year',
  monatsende: 'month',
  quartalsende: 'quarter',
  jahresende: 'year',
  wochenende: 'week',
  maandeinde: 'month',
};

/** A name longer than a few letters counts in any language, a short one where the text is of that language. */
interface Entry {
  readonly word: DayWord;
  readonly language: string | null;
}

function createLexicon(): ReadonlyMap<string, readonly Entry[]> {
  const lexicon = new Map<string, Entry[]>();
  for (const [name, word, language] of [...calendarNames(), ...shortNames(), ...otherWords()]) {
    const entries = lexicon.get(name) ?? [];
    entries.push({ word, language });
    lexicon.set(name, entries);
  }
  return lexicon;
}

type Named = readonly [name: string, word: DayWord, language: string | null];

function* calendarNames(): Generator<Named> {
  for (const language of languages) {
    for (const width of ['long', 'short'] as const) {
      const [monthNames, weekdayNames] = [
        namesOf(language, { month: width }, months),
        namesOf(language, { weekday: width }, weekdays),
      ];
      yield* monthNames.map(
        (name, index): Named => [name, { is: 'month', month: index + 1 }, ownLanguage(name, language)],
      );
      yield* weekdayNames.map((name, weekday): Named => {
        const isShort = name.length < shortName;
        // Portuguese counts its weekdays: `segunda-feira` is the second.
        const own = language === 'pt' ? language : ownLanguage(name, language);
        return [name.replace(/-feira$/, ''), { is: 'weekday', weekday, isShort }, own];
      });
    }
  }
}

function ownLanguage(name: string, language: string): string | null {
  return name.length < shortName ? language : null;
}

function* shortNames(): Generator<Named> {
  for (const [month, list] of Object.entries(moreMonths)) {
    for (const name of list.split(' ')) yield [name, { is: 'month', month: Number(month) }, null];
  }
  for (const [weekday, list] of Object.entries(moreWeekdays)) {
    for (const name of list.split(' ')) {
      const isShort = name.length < shortName;
      yield [name, { is: 'weekday', weekday: Number(weekday), isShort }, isShort ? 'en' : null];
    }
  }
}

function* otherWords(): Generator<Named> {
  const listed = <Of extends string>(
    lists: Readonly<Record<Of, string>>,
    word: (of: Of) => DayWord,
  ): Named[] =>
    keysOf(lists).flatMap((of) => lists[of].split(' ').map((name): Named => [name, word(of), null]));
  yield* listed(units, (unit) => ({ is: 'unit', unit }));
  for (const [number, list] of numbers.entries()) {
    if (list !== '') yield* listed({ list }, () => ({ is: 'number', number }));
  }
  for (const [index, list] of whichOnes.entries())
    yield* listed({ list }, () => ({ is: 'which', number: index + 1 }));
  yield* listed({ half: 'half halbes halben halbe demi' }, () => ({ is: 'half' }));
  for (const [days, list] of Object.entries(offsets))
    yield* listed({ list }, () => ({ is: 'offset', days: Number(days) }));
  yield* listed(feasts, (feast) => ({ is: 'feast', feast }));
  yield* listed(edges, (edge) => ({ is: 'edge', edge }));
  yield* listed(turns, (turn) => ({ is: 'turn', turn }));
  for (const [name, unit] of Object.entries(endsOfUnits))
    yield [name, { is: 'edge', edge: 'end', unit }, null];
  yield* listed(links, (link) => ({ is: 'link', link }));
}

/** The keys of a record that has no others. */
function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] {
  const keys: Key[] = [];
  for (const key in record) keys.push(key);
  return keys;
}

/** Asked of calendars in eight languages, so not before a note is read. */
const lexicon = once(createLexicon);

/** Words of one language that say something else in another. */
const ownTo: Readonly<Record<string, readonly string[]>> = {
  fin: ['fr', 'es'],
  final: ['es', 'pt'],
  fine: ['it'],
  fim: ['pt'],
  meta: ['it'],
  medio: ['es', 'it'],
  fa: ['it'],
  ha: ['pt'],
  ate: ['pt'],
  d: ['fr', 'it'],
  do: ['pt', 'de'],
  die: ['de'],
  dem: ['de'],
  des: ['fr', 'de'],
  an: ['fr'],
  ans: ['fr'],
  mo: ['en'],
  mos: ['en'],
  hier: ['fr'],
  morgen: ['de', 'nl'],
  sino: ['it'],
  fra: ['it'],
  tra: ['it'],
  em: ['pt'],
  para: ['es', 'pt'],
  per: ['it', 'nl'],
  tot: ['nl'],
  elf: ['de', 'nl'],
  dit: ['nl'],
  ce: ['fr'],
  on: ['en'],
  den: ['de'],
  op: ['nl'],
  le: ['fr'],
  el: ['es'],
  dia: ['es', 'pt'],
  am: ['de'],
  ago: ['en', 'es', 'pt', 'it'],
  prima: ['it'],
  a: ['en', 'es', 'pt', 'it', 'fr'],
  un: ['fr', 'es', 'it'],
  il: ['it'],
};

/** What a word may say, the likeliest first; empty for one that says nothing about days. */
export function dayWords(word: string, spoken: ReadonlySet<string>): readonly DayWord[] {
  const name = unmarked(word);
  if (ownTo[name]?.every((language) => !spoken.has(language))) return [];
  const entries = lexicon().get(name) ?? [];
  return entries
    .filter(({ language }) => language === null || spoken.has(language))
    .map(({ word: meaning }) => meaning);
}

const common: Readonly<Record<string, RegExp>> = {
  de: /\b(?:der|die|das|und|ist|nicht|ein|eine|mit|von|sie|ich|wir|auf|wird|haben|bis)\b/gi,
  fr: /\b(?:le|la|les|des|est|une|pas|pour|avec|nous|ils|elle|sur|dans|qui)\b/gi,
  es: /\b(?:el|los|las|una|por|para|con|que|nos|está|como|pero|del|quiere)\b/gi,
  pt: /\b(?:os|as|uma|para|com|que|não|nos|ela|ele|pelo|está|mas|do|da)\b/gi,
  it: /\b(?:il|gli|una|per|con|che|non|sono|della|del|ma|entro|ha)\b/gi,
  nl: /\b(?:het|een|van|niet|met|zijn|voor|wij|ze|dat|maar|naar|op)\b/gi,
};
const wordsThatTell = 3;

/** The languages that a note is in, to judge by its commonest words; English always. */
export const languagesOf = rememberLast(spokenIn);

function spokenIn(text: string): ReadonlySet<string> {
  const found = Object.entries(common).flatMap(([language, pattern]) =>
    (text.match(pattern)?.length ?? 0) >= wordsThatTell ? [language] : [],
  );
  return new Set(['en', ...(/\p{Script=Devanagari}/u.test(text) ? ['hi'] : []), ...found]);
}

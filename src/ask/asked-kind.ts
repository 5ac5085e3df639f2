import { languagesOf } from '../brief/quotes/day-vocabulary.ts';
import { canonical, wordsOf } from '../memory/identity/names.ts';
import type { NoteHeader } from '../memory/note.ts';

/** What must stand in the words that answer a question. */
export type AskedKind = 'number' | 'money' | 'times' | 'span' | 'day' | 'name' | 'product';

const lead = '^\\W*(?:(?:and|so|but|ok|by|until|till|since|from|on|to) )*';
const isPast = /\b(?:did|was|were|had)\b|\b(?:have|has)\b(?! to\b)/i;
const asksDay = new RegExp(`${lead}(?:when\\b|(?:what|which) (?:day|date)\\b)|\\bwhen\\W*$`, 'i');

/** The first that fits is meant. */
const forms: readonly (readonly [RegExp, AskedKind])[] = [
  [/\bhow (?:often|many times)\b/i, 'times'],
  [/\bhow many\b/i, 'number'],
  [/\bhow (?:long|much (?:time|longer))\b/i, 'span'],
  [/\bhow (?:much\b(?! of an?\b)|(?:big|large|high|tall|heavy|old)\b)/i, 'number'],
  [
    /\bwhat (?:is|are|was|were) (?:(?:the|our|their|his|her|list|total) )*(?:price|cost|fee)s?\b(?! pressure)/i,
    'money',
  ],
  [/\bwhat (?:percentage|percent|number|amount)\b/i, 'number'],
  [
    /\b(?:called|named)\W*$|\b(?:the|a|first|last|full) name of\b|\b(?:his|her|its|their|the|\w+['’]s) (?:first |last |full )?name\W*$|\bname\W*$/i,
    'name',
  ],
  [
    /\b(?:which|what) (?:crm|erp|tms|tool|system|software|vendor|provider|supplier|platform|product|app|bank|agency|carrier)s? (?:is|are|do|does|did|was|were|have|has)\b/i,
    'product',
  ],
  [/\bwho (?:is|was) (?:the|our|their|his|her) (?!\w+ing\b)/i, 'name'],
];

/** Undefined where any words may answer, or the words of a question are of another language. */
export function kindAsked(question: string): AskedKind | undefined {
  const form = forms.find(([pattern]) => pattern.test(question));
  if (form) return form[1];
  // What has happened is dated by its note.
  return asksDay.test(question) && !isPast.test(question) ? 'day' : undefined;
}

/** Whether a question asks on which day something was: its note tells that, whatever its words. */
export function asksPastDay(question: string): boolean {
  return asksDay.test(question) && isPast.test(question);
}

const number =
  /\p{N}|\b(?:no|none|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|a couple|several|a few|many)\b/iu;
const money = /\p{Sc}|\b(?:eur|usd|gbp|inr|chf|sek)\b|\p{N}\s?[km]\b|\b(?:thousand|million|free)\b/iu;
const times =
  /\b(?:once|twice|thrice|again|never|always|often|daily|weekly|monthly|quarterly|yearly|first|second|third|fourth|fifth|every|each)\b/iu;
const unit = '(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|quarters?|years?|decades?|mins?|hrs?)';
const cardinal =
  '(?:\\p{N}+|an?|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|sixty|ninety|hundred|several|few|couple(?: of)?|some|many)';
const span = new RegExp(
  `(?<![\\p{L}\\p{N}])${cardinal}[\\s-]+(?:[\\p{L}-]+\\s+)?${unit}(?!\\p{L})|\\p{N}${unit}|\\b(?:until|till|since|forever|overnight|all (?:day|week|month|year))\\b`,
  'iu',
);
const day =
  /\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?s?\b|\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}\b|\b(?:today|tonight|tomorrow|yesterday|now|soon|immediately|never|christmas|easter|ramadan|diwali)\b|\b(?:this|next|last|every|each|coming|holiday|spring|summer|autumn|fall|winter|year|month|week|quarter)[ -](?:of\b|end|morning|afternoon|evening|night|week|month|quarter|year|season|rush|spring|summer|autumn|fall|winter)|\b(?:start|beginning|middle|mid|end|close) of\b|\bq[1-4]\b|\b20\d\d\b|\b(?:in|within|for|after|until) (?:\w+ ){0,2}(?:days?|weeks?|months?|quarters?|years?)\b|\b(?:after|until|till|once|as soon as)\b|\b\d{1,2} ?(?:am|pm|o'clock)\b|\b\d{1,2}:\d{2}\b/iu;
/** A word with a capital that begins no sentence and is no abbreviation. */
const name = /(?<=[\p{L}\p{N},;:“"'(][\p{M}]*\s+["“'(]?)\p{Lu}[\p{Ll}\p{M}][\p{L}\p{M}'’-]*/gu;

/** A product may be called by capitals alone. */
const capitals = /(?<!\p{L})\p{Lu}{2,6}(?!\p{L})/gu;

/** Whether a text holds what was asked for; of another language than English nobody here can tell, so that it does. */
export function holdsKind(kind: AskedKind, text: string, question: string): boolean {
  if (/(?!\p{Script=Latin})\p{L}/u.test(text) || languagesOf(text).size > 1) return true;
  switch (kind) {
    case 'number':
      return number.test(text);
    case 'money':
      return money.test(text);
    case 'times':
      return number.test(text) || times.test(text);
    case 'span':
      return span.test(text);
    case 'day':
      return day.test(withoutAsked(text, question));
    case 'name':
      return isSomeNew(namesIn(text), question);
    case 'product':
      return isSomeNew([...namesIn(text), ...(text.match(capitals) ?? [])], question);
  }
}

function isSomeNew(names: readonly string[], question: string): boolean {
  return names.some((one) => !question.toLowerCase().includes(one.toLowerCase()));
}

function namesIn(text: string): readonly string[] {
  // The first word of a sentence may be a name as well: only what follows it or an "and" says so.
  const first = /^\W*(\p{Lu}\p{Ll}[\p{L}'’-]+)(?= \p{Lu}\p{Ll}|, (?:their|our|the|his|her|\p{Lu}))/u.exec(
    text,
  )?.[1];
  const all = [...text.matchAll(name)].map(([one]) => one).concat(first ?? []);
  return all.filter((one) => !day.test(one));
}

/** "Before the holiday" tells nobody when the holiday is. */
function withoutAsked(text: string, question: string): string {
  const asked = new Set(wordsOf(canonical(question)).filter((word) => !day.test(word)));
  return text.replace(/\p{L}+/gu, (word) => (asked.has(word.toLowerCase()) && word.length > 3 ? '' : word));
}

/** What somebody is called who has no name in a note. */
const roles =
  /\b(?:c[a-z]o|vp|svp|evp|head|chief|lead(?:er)?s?|director|manager|managers|owner|founder|partner|boss|board|team|people|legal|lawyers?|procurement|purchasing|finance|compliance|security|it|engineers?|engineering|sales|operations|committee|council|auditors?|consultant|assistant|colleagues?|brother|sister|father|mother|son|daughter|wife|husband|cousin|friend|reps?|advisers?|drivers?|dispatchers?)\b/i;

/** Whether words say who it was: the name of nobody who was asked about, or what somebody does. */
export function saysWhom(
  text: string,
  { prospects }: Pick<NoteHeader, 'prospects'>,
  asked: ReadonlySet<string> = new Set(),
): boolean {
  const said = new Set(wordsOf(canonical(text)));
  const known = (isAsked: boolean) => prospects.filter(({ key }) => asked.has(key) === isAsked);
  const words = (isAsked: boolean) => known(isAsked).flatMap(({ name }) => wordsOf(canonical(name)));
  if (words(false).some((word) => said.has(word))) return true;
  const theirs = new Set(words(true));
  const others = namesIn(text).filter((one) => !wordsOf(canonical(one)).some((word) => theirs.has(word)));
  return others.length > 0 || roles.test(text.replace(/\b[Ii]t\b/g, ''));
}

/** Whether words speak of somebody by a pronoun alone: of a note on several that says nobody. */
export function saysNobody(text: string): boolean {
  return /^\W*(?:they|he|she|it|this|that)\b/i.test(text);
}

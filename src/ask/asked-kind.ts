import { languagesOf } from '../brief/quotes/day-vocabulary.ts';
import { canonical, wordsOf } from '../memory/identity/names.ts';

/** What must stand in the words that answer a question. */
export type AskedKind =
  | 'number'
  | 'count'
  | 'percent'
  | 'money'
  | 'times'
  | 'span'
  | 'spanOrDay'
  | 'day'
  | 'time'
  | 'city'
  | 'place'
  | 'name'
  | 'product'
  | 'role'
  | 'phone'
  | 'mail';

const lead = '^\\W*(?:(?:and|so|but|ok|by|until|till|since|from|on|to) )*';
const isPast = /\b(?:did|was|were|had)\b|\b(?:have|has)\b(?! to\b)/i;
const asksDay = new RegExp(`${lead}(?:when\\b|(?:what|which) (?:day|date)\\b)|\\bwhen\\W*$`, 'i');

const products =
  '(?:crm|erp|tms|tool|system|software|vendor|provider|supplier|platform|product|app|bank|agency|carrier)';

/** The first that fits is meant. */
const forms: readonly (readonly [RegExp, AskedKind])[] = [
  [/\b(?:what|which) (?:time|hour)\b(?! (?:of|zone|frame|line|span|period))/i, 'time'],
  [/\b(?:what|which) (?:city|town|country|state|village)\b|\bwhere .*\b(?:city|town|country)\W*$/i, 'city'],
  [/\b(?:what|which) (?:office|address|location|building|street|site)\b/i, 'place'],
  [/\b(?:e-?mail address(?:es)?|(?:his|her|their|\w+['’]s) e-?mail(?= (?:address|again)|\W*$))/i, 'mail'],
  [
    /\b(?:tele)?phone (?:number|no|nr)s?\b|\b(?:mobile|cell) (?:number|phone)\b|\b(?:his|her|their|\w+['’]s) (?:direct )?(?:phone|mobile|cell|number|extension)\W*$/i,
    'phone',
  ],
  [
    /\b(?:his|her|their|\w+['’]?s) (?:job |exact )?(?:title|role|position|function)\W*$|\b(?:title|role|position) (?:of|does|has)\b/i,
    'role',
  ],
  [
    /(?<!\p{N} ?)%|\b(?:what|which|how many) (?:percent(?:age)?|per cent)\b|\b(?:percentage|share) of\b/iu,
    'percent',
  ],
  // "Where are we up against a rival?" asks at whom.
  [/\bwhere (?:is|was|does|do|did|will|has|have|are|were|can|should) (?!(?:we|i)\b)/i, 'place'],
  [/\bhow (?:often|many times)\b/i, 'times'],
  [/\bhow many (?:\w+ )?(?:seconds|minutes|hours|days|nights|weeks|months|quarters|years)\b/i, 'span'],
  [
    /\bhow many\b|\b(?:number|count) of\b|^\W*total (?!(?:price|cost|value|amount|budget|fee|sum)s?\b)/i,
    'count',
  ],
  [/\bhow (?:late|overdue|soon|quick(?:ly)?|fast|far (?:off|away|out))\b/i, 'spanOrDay'],
  [/\bhow (?:long|much (?:time|longer))\b/i, 'span'],
  [/^\W*(?:(?:what is|the|our|my) )*(?:total|average|avg|mean|median|sum|overall)\b/i, 'number'],
  [/\bhow (?:much\b(?! of an?\b)|(?:big|large|high|tall|heavy|old)\b)/i, 'number'],
  [
    /\bwhat (?:is|are|was|were) (?:(?:the|our|their|his|her|list|total) )*(?:price|cost|fee)s?\b(?! pressure)/i,
    'money',
  ],
  [
    /\b(?:what|which) (?:number|amount|price|sum|budget|discount|fee)\b(?! (?:pressure|talk|holder|freeze))/i,
    'number',
  ],
  [
    new RegExp(
      `\\b(?:which|what) ${products}s? (?:is|are|do|does|did|was|were|have|has)\\b|\\bnames? of (?:the|a|their|his|her) (?:\\w+ )?${products}\\b|\\b${products},? (?:is )?(?:called|named?)\\W*$`,
      'i',
    ),
    'product',
  ],
  [
    /\b(?:which|what) (?:compan(?:y|ies)|firms?|employer)\b.*\b(?:before|previous(?:ly)?|former(?:ly)?|used to|earlier)\b/i,
    'name',
  ],
  [
    /\b(?:called|named)\W*$|\bnames? of\b|\b(?:his|her|its|their|the|\w+['’]s) (?:first |last |full )?name\W*$|\bname\W*$/i,
    'name',
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
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const dates = new RegExp(
  `\\b\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${month}\\b(?: \\d{4}\\b)?|\\b${month} \\d{1,2}(?:st|nd|rd|th)?\\b|\\b\\d{4}-\\d{2}-\\d{2}\\b|\\bq[1-4]\\b|\\b20\\d\\d\\b|\\b\\d{1,2} ?(?:am|pm|o'clock)\\b|\\b\\d{1,2}:\\d{2}\\b`,
  'giu',
);
const percent = /%|\bper ?cent\b|\b(?:half|third|quarter|\p{N}+ (?:in|out of) (?:a |\p{N})|in a hundred)\b/iu;
const place =
  /\b(?:at|in|between|near|across|inside|outside|within|from) (?!(?:an?|one|two|three|four|five|six|the (?:end|middle|beginning|meantime|morning|afternoon)|time|mind|general|writing|total|all|full|person|case|spring|summer|autumn|winter|q[1-4]|this|that|it|us|me|them|her|him|his|last|next|early|late|mid|least|most|once|\p{N})\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|\b(?:by video|online|remote(?:ly)?|on site|onsite|office|headquarters|hq|region|city|country|room|building)\b/iu;
const role =
  /\b(?:c[a-z]o|cmio|s?vp|evp|vice president|head|chief|leads?|leader|director|manager|manages|owner|owns|founder|partner|runs|president|officer|engineer|analyst|consultant|assistant|buyer|secretary|adviser|advisor|ops|from it)\b/iu;
const phone = /\+?\(?\p{N}[\p{N} ()/.-]{5,}\p{N}/u;
const mail = /[^\s@]+@[^\s@]+\.\p{L}{2,}/u;
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
const spans = new RegExp(`${cardinal}[\\s-]+${unit}(?!\\p{L})`, 'giu');
const day =
  /\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?s?\b|\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}\b|\b(?:today|tonight|tomorrow|yesterday|now|soon|immediately|never|christmas|easter|ramadan|diwali)\b|\b(?:this|next|last|every|each|coming|holiday|spring|summer|autumn|fall|winter|year|month|week|quarter)[ -](?:of\b|end|morning|afternoon|evening|night|week|month|quarter|year|season|rush|spring|summer|autumn|fall|winter)|\b(?:start|beginning|middle|mid|end|close) of\b|\bq[1-4]\b|\b20\d\d\b|\b(?:in|within|for|after|until) (?:\w+ ){0,2}(?:days?|weeks?|months?|quarters?|years?)\b|\b(?:after|until|till|once|as soon as)\b|\b\d{1,2} ?(?:am|pm|o'clock)\b|\b\d{1,2}:\d{2}\b/iu;
const time =
  /\b\d{1,2}(?::\d{2})? ?(?:am|pm|a\.m|p\.m|o'clock|uhr|hrs)\b|\b\d{1,2}[:.]\d{2}\b(?!\.)|\b\d{1,2}h\d{0,2}\b|\bat (?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! (?:\p{L}|%))|\b(?:half past|quarter (?:past|to)|noon|midday|midnight|morning|afternoon|evening|lunchtime)\b/iu;
const inPlace = /\b(?:in|from|near|around|outside|to|of|at) (?:the )?(\p{Lu}[\p{Ll}\p{M}][\p{L}\p{M}'’-]*)/gu;
/** A word with a capital that begins no sentence and is no abbreviation. */
const name = /(?<=[\p{L}\p{N},;:“"'(][\p{M}]*\s+["“'(]?)\p{Lu}[\p{Ll}\p{M}][\p{L}\p{M}'’-]*/gu;

/** A product may be called by capitals alone. */
const capitals = /(?<!\p{L})\p{Lu}{2,6}(?!\p{L})/gu;

/** Whether a text holds what was asked for and the question, or who is known from it, did not bring along; of another language than English nobody here can tell, so that it does. */
export function holdsKind(kind: AskedKind, text: string, question: string): boolean {
  if (/(?!\p{Script=Latin})\p{L}/u.test(text) || languagesOf(text).size > 1) return true;
  switch (kind) {
    case 'number':
      return number.test(withoutDates(text));
    case 'count':
      return number.test(withoutOthers(text));
    case 'percent':
      return percent.test(text);
    case 'money':
      return money.test(text);
    case 'times':
      return number.test(text) || times.test(text);
    case 'span':
      return span.test(text);
    case 'spanOrDay':
      return span.test(text) || day.test(withoutAsked(text, question));
    case 'time':
      return time.test(text);
    case 'city': {
      const towns = [...text.matchAll(inPlace)].flatMap(([, town]) => town ?? []);
      return isSomeNew(
        towns.filter((one) => !day.test(one)),
        question,
      );
    }
    case 'place':
      return place.test(text);
    case 'role':
      return role.test(text);
    case 'phone':
      return phone.test(text);
    case 'mail':
      return mail.test(text);
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

/** "By 18 Mar" counts nothing. */
function withoutDates(text: string): string {
  return text.replace(dates, ' ');
}

/** Nor do sums, shares and spans count what has its own name. */
function withoutOthers(text: string): string {
  return withoutDates(text)
    .replace(
      /\p{Sc} ?\p{N}[\p{N}.,]*\s?[km]?\b|\p{N}[\p{N}.,]*\s?(?:[km]\b|%|\p{Sc}|(?:eur|usd|gbp|inr|chf|sek)\b)/giu,
      ' ',
    )
    .replace(spans, ' ');
}

/** Names in a text, as far as capitals tell them. */
export function namesIn(text: string): readonly string[] {
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

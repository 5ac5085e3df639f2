import { daysBetween } from '../../util/calendar.ts';
import { rememberLast } from '../../util/remember.ts';
import { deniesItself } from './clause.ts';
import { namedDay } from './day-grammar.ts';
import { dayWords, languagesOf } from './day-vocabulary.ts';
import { createPlaceFinder, level, type Place } from './quote.ts';
import { windowAround } from './sentence-bounds.ts';

/** A quote in its note, and the words that the model gives for its day. */
export interface DueWords {
  readonly words: string;
  readonly text: string;
  readonly quote: Place;
  /** The day of the note, `YYYY-MM-DD`. */
  readonly day: string;
  readonly kind: string;
  /** `12/5` is 5 December, as it is for who writes in American English; notes in Korean or Japanese always are. */
  readonly isMonthFirst: boolean;
}

const isEastern = rememberLast((text) => /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}]/u.test(text));
const longestWords = 120;
/** Further words of the sentence do not tell what a day is of. */
const reach = 80;
const furthestDays = 3 * 366;
/** Kinds whose day is the end of something, never its start. */
const ends = new Set(['pilot_agreed', 'buyer_request']);
const freezes = new Set(['budget_doubt', 'agreed_silence', 'objection']);
const between = /(?<!\p{L})(?:between|zwischen|entre|tra|fra|tussen)(?!\p{L})/u;

/**
 * The day that a note's own words give, `YYYY-MM-DD`: when a thing is due or ends. Null where they do not stand in the
 * sentence of the quote, name no day, or name a past one.
 */
export function dueDay({ words, text, quote, day, kind, isMonthFirst }: DueWords): string | null {
  if (words.length > longestWords) return null;
  const plain = {
    day,
    isEnd: ends.has(kind),
    isFreeze: freezes.has(kind),
    isPause: kind === 'agreed_silence',
    isFirst: kind === 'next_step' && !between.test(words.toLowerCase()),
    isNotBefore: false,
    languages: languagesOf(text),
    isMonthFirst: isMonthFirst || isEastern(text),
  };
  const own = level(words).text.slice(0, 2 * longestWords);
  const around = namedDay(own, plain) === null ? null : sentenceAround(words, text, quote);
  if (around === null) return null;
  const left = deadlineWords(ofMonthWhole({ ...around, words: own }));
  const reader = {
    ...plain,
    isPause: plain.isPause && !isDenied(around.before, plain.languages),
    isNotBefore: isNotBefore(`${around.before}${own}`, around.before.length, plain.languages),
  };
  const found = namedDay(`${left}${earliestBehind.exec(around.after)?.[0] ?? ''}`, reader);
  if (found === null) return null;
  const ahead = daysBetween(day, found);
  return ahead < 0 || ahead > furthestDays ? null : found;
}

const clauseStart = /[.,;:!?()]|(?<!\p{L})(?:and|but|und|aber|et|mais|y|e|pero|ma)(?!\p{L})/u;
const nearWords = 6;

/** Whether the last words of a clause deny what comes behind them: "no contact in", "will not decide". */
function isDenied(before: string, languages: ReadonlySet<string>): boolean {
  const clause = before.split(clauseStart).at(-1) ?? '';
  return deniesItself(clause.trim().split(' ').slice(-nearWords).join(' '), languages);
}

const beforeWord = /(?<!\p{L})(?:before|vor|avant|antes|prima|voor)(?!\p{L})/gu;
const small = /^ (?:(?:the|dem|der|den|le|la|el|del?|de) ?)*$/u;
const earliestBehind = /^,? \(?(?:at the )?(?:earliest|frühestens|au plus tôt)(?! \p{L})/u;

/** Whether a `before` that leads the words, or is one of them, is denied: "we will not have it before 20 October". */
function isNotBefore(all: string, from: number, languages: ReadonlySet<string>): boolean {
  return [...all.matchAll(beforeWord)].some(({ 0: word, index }) => {
    const leads = index >= from || small.test(all.slice(index + word.length, from));
    return leads && isDenied(all.slice(0, index), languages);
  });
}

const leadsToDay: ReadonlySet<string> = new Set(['by', 'before', 'on']);
/** What says which day it is, beside digits. */
const tellsDay: ReadonlySet<string> = new Set(['month', 'weekday', 'unit', 'offset', 'feast', 'edge']);

/** Few words on a matter without the deadline that they end in: code tells its day, and tells late as late. */
export function withoutDeadline(text: string, note: string): string {
  const languages = languagesOf(note);
  const words = text.split(/\s+/);
  const meanings = words.map((word) => dayWords(word.replace(/[.,;:!?)]+$/, ''), languages));
  const isOfDay = (index: number) => /^\(?\d/.test(words[index] ?? '') || (meanings[index] ?? []).length > 0;
  const start = words.findLastIndex((_, index) => !isOfDay(index)) + 1;
  const isLead = (index: number) =>
    meanings[index]?.some((one) => one.is === 'link' && leadsToDay.has(one.link));
  const from = words.findIndex((_, index) => index >= start && isLead(index) === true);
  if (from < 1) return text;
  const isDay = words.slice(from).some((word, index) => {
    return /\d[./-]\d/.test(word) || meanings[from + index]?.some((one) => tellsDay.has(one.is)) === true;
  });
  if (!isDay) return text;
  const left = words.slice(0, from).join(' ');
  return left.replace(/[\s,;:(–-]+$/, '').replace(/,? due$/i, '');
}

/** What stands before and behind the words in the sentence of the quote, levelled; null where they are not in it. */
function sentenceAround(words: string, text: string, quote: Place): { before: string; after: string } | null {
  const { start, end } = windowAround(text, quote);
  const sentence = text.slice(start, end);
  const place = createPlaceFinder(sentence)(words);
  if (place === null) return null;
  const [before, after] = [sentence.slice(0, place.start), sentence.slice(place.end)];
  return { before: level(before).text.slice(-reach), after: level(`.${after}`).text.slice(1, reach) };
}

/** Words for a day as they stand in their sentence; all of them levelled. */
interface InSentence {
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

const weekday =
  'mon(?:day)?|tues?(?:day)?|wed(?:s|nesday)?|thu(?:rs?|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?';
const month =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const which =
  '(?:\\d{1,2}(?:st|nd|rd|th|\\.)|first|second|third|fourth|last|(?:erste|zweite|dritte|vierte|letzte)[nrs]?|premier|deuxième|troisième|dernier|primer|segundo|tercer|último|primo|secondo|terzo|ultimo)';
const saysWhich = new RegExp(`(?<![\\p{L}\\d])${which} ?`, 'u');
const whichBefore = new RegExp(`(?:^|\\s)(${which} )$`, 'u');
const ofMonth = new RegExp(
  `^(?: (?:${weekday}))? (?:of|in|im|des|du|de|del|di|do) (?:(?:the|this|next|each|every|le|el|il|o) )?(?:month|monats?|mois|mes|mese|mês|${month})(?![\\p{L}\\d])`,
  'u',
);

/** Words that were cut short of which weekday of the month they are: "thurs" in "3rd thurs of the month". */
function ofMonthWhole(given: InSentence): InSentence {
  const { before, words, after } = given;
  const lead = whichBefore.exec(before)?.[1] ?? '';
  const [behind] = ofMonth.exec(after) ?? [];
  if (behind === undefined || !saysWhich.test(lead + words)) return given;
  return {
    before: before.slice(0, before.length - lead.length),
    words: lead + words + behind,
    after: after.slice(behind.length),
  };
}

/** A day, a month or a quarter by its name, with the date behind it. */
const named = new RegExp(
  String.raw`(?<![\p{L}\d])(?<name>${weekday}|${month}|q[1-4])(?:,? \d{1,2}(?:st|nd|rd|th)?(?![\d:./]))?(?:,? 20\d\d)?(?:'s)?(?![\p{L}\d])`,
  'gu',
);
/** What may stand between a word that leads a date and its name: "by fri 2 oct". */
const dateBefore = new RegExp(
  String.raw`(?:(?:${weekday}),? )?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?)?$`,
  'u',
);

/** What days and months give their name to: the Tuesday deck, the March report, Friday's numbers. */
const things =
  'decks?|slides?|presentations?|reports?|numbers|figures|notes|minutes|recordings?|transcripts?|invoices?|e?-?mails?|messages?|memos?|newsletters?|files?|sheets?|spreadsheets?|documents?|docs?|drafts?|versions?|quotes?|proposals?|offers?|agendas?|summar(?:y|ies)|recaps?|forecasts?|budgets?|results|statements?|bills?|editions?|issues?|updates?|data|lists?|pricing|contracts?|templates?|photos|screenshots?|feedback|brochures?|catalogu?e?s?|surveys?|dashboards?|exports?|protocols?|papers?';
const describing =
  'meetings?|calls?|team|sales|board|price|status|review|demo|kick-?off|workshop|weekly|monthly|new|old|final|revised|pipeline|project|training|security|usage|cost';
const thingAfter = new RegExp(`^ (?:(?:${describing})(?:'s)? ){0,2}(?:${things})(?![\\p{L}\\d])`, 'u');
/** Before these words a thing is due on the day, whatever the day gives its name to. */
const due =
  /(?:^|\s)(?:by|before|until|till|due|ahead of|no later than|latest)(?: the| next| this| coming)? $/u;
const dueOrBeside = /(?:^|\s)(?:on|for|next|this|coming|in|from) $/u;

const past = /(?:^|\s)(?:last|past|previous|since) (?:the )?$/u;
const done =
  /(?:^|\s)(?:as (?:agreed|discussed|promised)|sent|met|spoke|talked|mailed|e-?mailed|wrote|received|shared|visited|presented|called)(?: (?:it|them|him|her|us|me|this|that|over|out|back|(?:to|with) (?:him|her|them|us|me)))*(?: (?:on|the|in|early|late))* $/u;
const notDone =
  /(?:^|\s)(?:be|being|get|gets|have|having|want|wants|wanted|need|needs|will|must|should|shall|when|if|until|once)\s(?:[^.;:]{0,30})$/u;

const names = /^(?:april|may|june|august|jan|mar)$/u;
const tellsOfPerson =
  /^ (?:said|says|want|wants|wanted|asked|asks|told|tells|agreed|agrees|called|likes|liked|will|has|had|was|sent|promised|decide|decides|decided|need|needs|thinks|thought|signs|signed|not|also|is (?:not|nervous|happy|keen|away|out|worried)|be|have)(?![\p{L}\d])/u;
const toPerson =
  /(?:^|\s)(?:with|ask|tell|call|email|mail|ping|meet|chase|remind|cc|told|asked|met|called) $/u;

/** Short names that are other words as well: the Sun deck, the sat nav. */
const shortName = /^(?:sun|sat|mon|wed|mar|may|march)$/u;
const goesOnAsDay =
  /^ (?:morning|noon|midday|lunch|afternoon|evening|night|at|by|with|to|for|from|in|on|or|and|but|then|if|when|after|before|next|this|latest|works|is|the|a|we|she|he|they|i|call|meeting|demo|review|workshop|session|visit|board|go-?live|deadline)(?![\p{L}\d])/u;
const leadsDay =
  /(?:^|\s)(?:on|by|before|until|till|for|in|next|this|coming|from|to|or|and|of|due|end|mid|early|late|every)(?: the)? $/u;

/** So long something runs or is: no day on which anything is due. */
const lasting =
  /(?<![\p{L}\d])(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -](?:day|week|month|quarter|year)s?'?[ -](?:[\p{L}]+ )?(?:contracts?|terms?|plan|deal|licen[cs]es?|subscriptions?|commitments?|agreements?|notice|warrant(?:y|ies)|roadmap|forecast|history|cycles?|budget|reports?|leases?|guarantees?|discounts?|options?)(?![\p{L}\d])/gu;
const behindUs = /^ (?:ago|earlier|already|now)(?![\p{L}\d])/u;
const inThePast = /(?:^|\s)(?:last|past|previous) $/u;
const counted =
  /^(?:(?:in|for|within|about|around) )?(?:the )?(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:days?|weeks?|months?|quarters?|years?)$/u;
const share =
  /^ (?:of|users?|seats?|people|stores?|sites?|teams?|points?|stars?|answers?|out of|support)(?![\p{L}\d])/u;
const fraction = /^\d{1,2}\/\d{1,2}$/u;

/**
 * The words without what is no deadline in their sentence: days gone by, what bears the name of a day, people who do,
 * and how long something runs. Each of those becomes a word that says nothing.
 */
function deadlineWords({ before, words, after }: InSentence): string {
  const all = `${before}${words}${after}`;
  const [from, to] = [before.length, before.length + words.length];
  if (counted.test(words) && (behindUs.test(after) || inThePast.test(before))) return '';
  if (fraction.test(words) && share.test(after)) return '';
  const blanks = [
    ...Array.from(all.matchAll(named)).filter((match) => isOther(all, match)),
    ...all.matchAll(lasting),
  ];
  const kept = blanks.reduce((text, { 0: found, index }) => {
    return `${text.slice(0, index)}${'x'.repeat(found.length)}${text.slice(index + found.length)}`;
  }, all);
  return kept.slice(from, to);
}

/** Whether a named day is not the day of a deadline. */
function isOther(all: string, { 0: found, index, groups }: RegExpMatchArray): boolean {
  const at = index ?? 0;
  const lead = all.slice(Math.max(0, at - 60), at).replace(dateBefore, '');
  const behind = all.slice(at + found.length, at + found.length + 60);
  const name = groups?.['name'] ?? '';
  if (past.test(lead) && !/^ (?:of|in)\s/u.test(behind)) return true;
  if (done.test(lead) && !notDone.test(lead.replace(done, ' '))) return true;
  const isOne = all.slice(0, at).endsWith(' the ') || !dueOrBeside.test(lead);
  if (thingAfter.test(behind) && !due.test(lead) && isOne) return true;
  if (found !== name) return false;
  if (names.test(name) && (tellsOfPerson.test(behind) || toPerson.test(lead))) return true;
  return shortName.test(name) && /^ \p{L}/u.test(behind) && !goesOnAsDay.test(behind) && !leadsDay.test(lead);
}

import type { Outcome } from '../../memory/note.ts';
import { rememberLast } from '../../util/remember.ts';
import { deniesItself, isClosingOurCondition, isForOneCase, isHedged } from '../quotes/clause.ts';
import { languagesOf } from '../quotes/day-vocabulary.ts';
import { level, type Place, wordsOf } from '../quotes/quote.ts';
import { windowAround } from '../quotes/sentence-bounds.ts';
import type { Who } from '../signals/signal.ts';

/** What the rubric says of a kind that its checks go by. */
export interface KindRule {
  /** Set where it brings the deal forward. */
  readonly stage?: number | undefined;
  readonly adds?: number | undefined;
  readonly needs?: readonly string[] | undefined;
}

/** A signal whose quote stands in its note, to be held against its kind. */
export interface KindCase {
  readonly kind: string;
  readonly text: string;
  readonly place: Place;
  readonly dueOn: string | null;
  /** Whose it is; left out where nobody has said. */
  readonly who?: Who;
  readonly note: {
    readonly day: string;
    readonly text: string;
    readonly outcome: Outcome;
    /** Names of the buyer's people on the call. */
    readonly people: readonly string[];
  };
  /** What stood before it and what the same note says besides. */
  readonly known: readonly KnownSignal[];
}

/** A signal that stood before, or that the same note holds. */
interface KnownSignal {
  readonly kind: string;
  readonly text: string;
  readonly quote: string;
  readonly dueOn: string | null;
  readonly isSameNote: boolean;
}

/** Why a signal is not of its kind: one word for each check, to be counted. */
export type KindFault =
  | 'clause'
  | 'people'
  | 'day'
  | 'person_on_call'
  | 'decision_maker_same_note'
  | 'pilot_before'
  | 'wording';

/** What counts upwards is held against its clause; what they ask for, and when, is often said with a "not" or an "if". */
const unclaused = new Set(['buyer_request', 'close_date', 'metrics', 'pain']);
/** They tell what somebody did: only their first words can deny it. */
const acts = new Set(['champion', 'evaluation_passed']);

/** Whether a kind counts upwards. */
export function isUpwards({ stage, adds }: KindRule): boolean {
  return (stage ?? adds ?? 0) > 0;
}

/** The first check that a signal fails; null when it may be what it is said to be. */
export function kindFault(given: KindCase, rule: KindRule): KindFault | null {
  const { kind, note, place } = given;
  for (const need of rule.needs ?? []) {
    const check = checks[need];
    if (check && !check.holds(given)) return check.fault;
  }
  const isClaused = isUpwards(rule) && !unclaused.has(kind);
  if (isClaused && isDeniedOrHanging(given)) return 'clause';
  // What we owe under a condition is owed all the same once it is met; what they may do is no promise.
  if (kind === 'promise' && given.who === 'them' && isForOneCase(note.text, place)) return 'clause';
  return isWorded(given) ? null : 'wording';
}

function isDeniedOrHanging(given: KindCase): boolean {
  const { kind, note, place } = given;
  if (kind !== 'decision_maker') return isHedged(note.text, place, acts.has(kind));
  // Who came was there, whatever they said then: what follows hangs on no condition.
  const there = attendance(given);
  return there === null
    ? isHedged(note.text, withoutOther(note.text, place))
    : isHedged(note.text.slice(0, there.end), there);
}

const ofOther =
  /,\s*(?:(?:and|but|und|aber|et|mais) )?(?:she|he|they|sie|er|elles?|ils?)\s+(?:\p{L}+n['’]?t|(?:\p{L}+ )?(?:not|nicht|pas))$|[,;]?\s*(?:no|without|kein|keine|ohne|pas de|sans)\s+(?:the |an? |any |den |die |le |la )?(?:boards?|committees?|other|others|one else|boss|approvals?|councils?|gremium|vorstand|conseil|comité)(?:,? (?:and |or )?no(?:thing|body|ne)?(?: \p{L}+){0,2})*$|[,;]?\s*nobody else$/iu;

/** "He signs, she doesn't" and "she decides alone, no board" deny it of another. */
function withoutOther(text: string, { start, end }: Place): Place {
  const other = ofOther.exec(text.slice(start, end));
  return { start, end: other === null ? end : start + other.index };
}

const checks: Readonly<Record<string, { fault: KindFault; holds: (given: KindCase) => boolean }>> = {
  people: { fault: 'people', holds: ({ note }) => hasHeardThem(note) },
  day: { fault: 'day', holds: ({ dueOn }) => dueOn !== null },
  person_on_call: { fault: 'person_on_call', holds: isOnCall },
  decision_maker_same_note: { fault: 'decision_maker_same_note', holds: isDeciderHeard },
  pilot_before: { fault: 'pilot_before', holds: isTrialOver },
};

/** Whether somebody of theirs was heard: a note on nobody, or on a call that nobody took, proves nothing of theirs. */
export function hasHeardThem({ people, outcome }: Pick<KindCase['note'], 'people' | 'outcome'>): boolean {
  return people.length > 0 && outcome !== 'no_answer';
}

function isOnCall(given: KindCase): boolean {
  const { text, note, place } = given;
  const said = `${text} ${note.text.slice(place.start, place.end)}`;
  return note.people.some((name) => isNamed(name, said)) || attendance(given) !== null;
}

const came =
  /(?<!\p{L})(?:joined|attended|sat in|took part|came(?! (?:up|from|with|to mind))|diall?ed in|(?:showed|turned) up|was (?:there|present)|(?:on|in) (?:the|our|my) (?:call|meeting|room|phone|line|demo)|on (?:zoom|teams)|kam|war (?:mit |selbst )?(?:da|dabei)|saß (?:mit )?dabei|am telefon|im (?:call|termin)|vino|estuvo|asistió|participó|est venue?|étaient? (?:là|présente?s?)|a participé|veio|esteve|participou|è venut[oa]|era presente|ha partecipato|kwam|was erbij|deed mee|zat erbij)(?!\p{L})|참석|왔|동석|同席|参加した|来た|शामिल|आए/iu;
const yetToCome =
  /(?<!\p{L})(?:will|wants?|should|would|could|can|next|tomorrow|invited?|ask(?:ed|s)?|bring|get|hopes?|to be|wird|soll|möchte|nächste\p{L}*|morgen|veut|prochaine?|demain|quiere|próxim[oa]|mañana|quer|amanhã|vuole|prossim[oa]|domani|wil|volgende)(?!\p{L})|['’]ll(?!\p{L})/iu;
const ourOwn =
  /(?<!\p{L})(?:my|our|mein\p{L}*|unser\p{L}*|mon|notre|mi|nuestr[oa]|meu|minha|nosso|nossa|mio|nostr[oa]|mijn|onze?)\s/iu;
const signingTitle =
  /(?<!\p{L})(?:c[efiot]o|md|vp|owner|founder|president|chair\p{L}*|managing director|geschäftsführ\p{L}*|inhaber\p{L}*|vorstand|pdg|gérante?|dueñ[oa]|gerente|don[oa]|titolare|eigenaar)(?!\p{L})|대표|사장|이사|社長|取締役/iu;

/** Where a quote says of one of theirs, known by name or a title that signs, that they came: up to there; null elsewhere. */
function attendance({ note, place, known }: KindCase): Place | null {
  const quote = note.text.slice(place.start, place.end);
  const found = came.exec(quote);
  if (found === null) return null;
  const { start } = windowAround(note.text, place);
  const led = note.text.slice(Math.max(start, place.start - charactersBefore), place.end);
  const isTheirs =
    signingTitle.test(quote) ||
    known.some(({ kind, text }) => kind === 'person' && isNamed(text.split(',')[0] ?? '', quote));
  if (!isTheirs || yetToCome.test(led) || ourOwn.test(quote.slice(0, found.index))) return null;
  return { start: place.start, end: place.start + found.index + found[0].length };
}

/** A decision maker of this note, or one known before who is on this call. */
function isDeciderHeard({ known, note }: KindCase): boolean {
  return known.some(
    ({ kind, text, quote, isSameNote }) =>
      kind === 'decision_maker' &&
      (isSameNote || note.people.some((name) => isNamed(name, `${text} ${quote}`))),
  );
}

const trial =
  /pilot|trial|test|proof of concept|\bpoc\b|\btry\b|evaluation|probe|essai|prueba|piloto|prova|proef|파일럿|시범|테스트|시험|試験|試用|トライアル|検証|परीक्षण|ट्रायल|पायलट/iu;

/** Nothing has passed before the day that its pilot ends. */
function isTrialOver({ known, note }: KindCase): boolean {
  const trials = known.filter(isTrial);
  const isRunning = trials.some(
    ({ kind, dueOn }) => kind === 'pilot_agreed' && dueOn !== null && dueOn > note.day,
  );
  return trials.length > 0 && !isRunning;
}

function isTrial({ kind, text, quote }: KnownSignal): boolean {
  return (
    kind === 'pilot_agreed' ||
    (['buyer_request', 'next_step', 'decision_criteria'].includes(kind) && trial.test(`${text} ${quote}`))
  );
}

const wordSetOf = rememberLast(
  (text) => new Set(wordsOf(level(text).text).map(({ text: word }) => word)),
  16,
);

/** Whether a text names a person by a word of their name; a Korean one by surname and title too. */
export function isNamed(name: string, text: string): boolean {
  const words = wordSetOf(text);
  const own = level(name).text;
  if (/^\p{Script=Hangul}{2,4}$/u.test(own)) {
    return (
      text.includes(name) || new RegExp(`(?:^|\\s)${own.charAt(0)}\\s?(?:${koreanTitles})`, 'u').test(text)
    );
  }
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(own)) return text.includes(name.trim());
  return wordsOf(own).some(({ text: word }) => word.length > 1 && (words.has(word) || words.has(`${word}s`)));
}

const koreanTitles = '사원|주임|대리|과장|차장|부장|팀장|실장|본부장|이사|상무|전무|부사장|사장|대표|회장|님';

/** Words near a quote that tell it to be something else, for one kind. */
interface Wording {
  readonly kinds: readonly string[];
  /** In the quote, or in the words right before it in its sentence. */
  readonly isNot: RegExp;
  readonly reach: 'quote' | 'before' | 'sentence';
}

const wished =
  /(?<!\p{L})(?:wants?|wanna|wishes|would like|asks? for|asked for|hopes? to|will(?= (?:einen?|eine|den|das|es)\b)|möchten?|moechten?|veut|voudrait|quiere|quieren|quisiera|quer|querem|vuole|vorrebbe|wil|willen)(?!\p{L})|원함|원한다|희망|요구|요청|たい|希望|चाहते|चाहती|चाहता/iu;
const idea =
  /(?<!\p{L})(?:thinking(?: of| about)?|see what|tr(?:y|ies) to|will try|considering|tempted|toying|wondering|might|maybe|perhaps|overlege|überlege|ueberlege|vielleicht|je pense|peut-être|pensando|talvez|quizás?|forse|misschien)(?!\p{L})/iu;
const asked =
  /(?<!\p{L})(?:ask(?:s|ed|ing)?|wonder(?:s|ed)?|fragt?e?n?|fragte|gefragt|demande|pregunt[aóo]|pergunt[ao]u?|chiede|chiesto|vraagt|vroeg)\s+(?:me |us |him |her |them |nach |mich )?(?:if|whether|how|abt|about|do|does|did|is|are|can|what|when|which|why|who|ob|wie|wann|was|si|comment|quand|cómo|cuándo|se|come|quando|of|hoe|wanneer)(?!\p{L})|물어|질문|여부|聞かれ|質問|पूछा|पूछी/iu;
const wordings: readonly Wording[] = [
  {
    kinds: ['pilot_agreed', 'terms_agreed', 'verbal_yes', 'budget_confirmed'],
    isNot: wished,
    reach: 'before',
  },
  { kinds: ['amount'], isNot: wished, reach: 'quote' },
  {
    kinds: ['champion'],
    isNot:
      /(?<!\p{L})(?:loves?|likes?|favou?rite|fond|findet|mag|adore|aime|le gusta|gosta|piace)(?!\p{L})|['’](?:ll|d)(?!\p{L})/iu,
    reach: 'quote',
  },
  {
    kinds: ['evaluation_passed'],
    isNot:
      /(?<!\p{L})(?:so far|half ?way|bisher|bislang|jusqu'ici|hasta ahora|até agora|finora|tot nu toe)(?!\p{L})|지금까지|これまで|अब तक/iu,
    reach: 'sentence',
  },
  { kinds: ['promise'], isNot: idea, reach: 'before' },
  {
    kinds: ['objection'],
    isNot:
      /(?<!\p{L})(?:maybe|perhaps|vielleicht|peut-être|quizás?|talvez|forse|misschien|gut feeling)(?!\p{L})/iu,
    reach: 'quote',
  },
  {
    kinds: ['next_step'],
    isNot:
      /(?<!\p{L})(?:calls?|rings?|writes?|mails?|gets? back to|comes? back to) (?:me|us)(?!\p{L})|(?<!\p{L})(?:ruft|rufen|meldet|melden) \p{L}{0,12} ?(?:zurück|sich)(?!\p{L})/iu,
    reach: 'quote',
  },
  { kinds: ['objection', 'buyer_request'], isNot: asked, reach: 'before' },
  {
    kinds: ['objection'],
    isNot:
      /^(?:no|not|kein|keine|sin|sans|sem|nessun|geen)\s(?:complaints?|problems?|worr(?:y|ies)|issues?|concerns?|objections?|beschwerden?|sorgen?|problème|quejas?)/iu,
    reach: 'quote',
  },
  {
    kinds: ['close_date'],
    isNot:
      /(?<!\p{L})(?:ends|expires?|runs? out|valid|endet|läuft (?:aus|ab)|laeuft aus|gültig|gueltig|expire|valable|vence|válid[oa]|scade|verloopt|geldig)(?!\p{L})|만료|유효|有効|満了/iu,
    reach: 'quote',
  },
];
/** Kinds that are no trouble, or no promise, when their own words say "never" or "nothing". */
const undenied = new Set(['competitor', 'promise']);
const charactersBefore = 30;
/** The sentence behind says that this one was wrong. */
const takenBack =
  /^\s*(?:no[,.:]? |sorry[,.:]? |nein[,.:]? )?(?:scrap|scratch|strike) (?:that|this)|^\s*(?:correction|korrektur|errata|correzione)\b/iu;

function isWorded({ kind, text, note, place }: KindCase): boolean {
  const quote = note.text.slice(place.start, place.end);
  const { start, end } = windowAround(note.text, place);
  if (takenBack.test(note.text.slice(end, end + charactersBefore))) return false;
  if (kind === 'verbal_yes' && note.outcome === 'lost') return false;
  const reached = {
    quote,
    before: note.text.slice(Math.max(start, place.start - charactersBefore), place.end),
    sentence: note.text.slice(start, end),
  };
  if (kind === 'close_date' && isClosingOurCondition(reached.before)) return false;
  for (const { kinds, isNot, reach } of wordings) {
    if (kinds.includes(kind) && isNot.test(reached[reach])) return false;
  }
  if (undenied.has(kind) && deniesItself(quote, languagesOf(note.text))) return false;
  if (kind === 'amount') return /\p{N}|[一二三四五六七八九十百千万億억천만]/u.test(quote);
  if (kind === 'person') return isNamed(text.split(',')[0] ?? '', note.text);
  return true;
}

const does =
  "(?:['’]ll| will| is going to| are going to| is to| are to| shall| promised| promises| has promised| offered to| agreed to| owes?) ";
const ofColleague = new RegExp(
  `(?<!\\p{L})(?:my|our) (?:\\p{L}+ )?(?:colleagues?|co-?workers?|team ?mates?|boss|manager|team|engineers?|people|side|office|support|warehouse|\\p{L}+ (?:team|manager|engineer|lead))(?:,? \\p{Lu}\\p{L}+,?)?${does}|(?<!\\p{L})(?:mein|meine|unser|unsere) (?:kollege|kollegin|kollegen|chef|chefin|team|technik|support)(?: \\p{Lu}\\p{L}+)? (?:wird|werden|schickt|ruft|liefert|hat versprochen) |(?<!\\p{L})(?:mon|ma|notre) (?:collègue|chef|équipe)(?: \\p{Lu}\\p{L}+)? (?:va|enverra|envoie|a promis) `,
  'giu',
);
const ofSomebody = new RegExp(
  `(?<!\\p{L})(?:[Ss]?[Hh]e|[Tt]hey|[Ii]t|\\p{Lu}[\\p{L}\\p{M}'’-]+)${does}`,
  'gu',
);
/** In a mail of theirs "my colleague" is one of theirs. */
const ofMail = /^\s*(?:>|(?:from|von|de|sent|gesendet|subject|betreff|objet)\s*:)/imu;

/** Where in a text a pattern was last found to end; -1 where it was not. */
function lastEnd(text: string, pattern: RegExp): number {
  const last = [...text.matchAll(pattern)].at(-1);
  return last === undefined ? -1 : last.index + last[0].length;
}

interface Said {
  readonly text: string;
  readonly place: Place;
  /** Given names of our own people that its note names, of letters alone. */
  readonly ours: readonly string[];
}

/** Whose a signal is: the model is asked for promises alone, and not where the words name a colleague of the author's. */
export function whoOf(kind: string, given: Who, said: Said): Who {
  if (kind === 'promise') return isOfOurs(said) ? 'us' : given;
  return kind === 'proposal_out' || kind === 'amount' || kind === 'ask_unanswered' ? 'us' : 'them';
}

/** Whether whoever does it, by the words of its sentence up to there, is one of ours. */
function isOfOurs({ text, place, ours }: Said): boolean {
  if (ofMail.test(text)) return false;
  const told = text.slice(windowAround(text, place).start, place.end);
  const named = ours.map((name) => new RegExp(`(?<!\\p{L})${name}(?: \\p{Lu}[\\p{L}'’-]+)?${does}`, 'gu'));
  const own = Math.max(...[ofColleague, ...named].map((one) => lastEnd(told, one)));
  return own >= 0 && own >= lastEnd(told, ofSomebody);
}

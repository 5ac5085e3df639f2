import { contentWords } from '../../brief/evidence/content-words.ts';
import { kindsAsked } from '../../brief/evidence/kind-words.ts';
import { canonical } from '../../memory/identity/names.ts';
import type { Period } from '../../util/calendar.ts';
import { comingPeriodIn, ever } from '../../util/coming-period.ts';
import { withDayNames } from '../../util/first-letter.ts';
import { withoutNames } from '../about.ts';
import { anybody, doubts, type ListForm, lead, rivals, worried } from './form-words.ts';
import { listForms, openKinds, worries } from './list-forms.ts';

/** A question that is plainly of some kinds of signals: code answers it from what was read. All that is set must hold. */
export interface ListQuestion {
  readonly kinds: ReadonlySet<string>;
  /** Whose; of both sides when left out. */
  readonly who?: 'us' | 'them';
  /** Whether what was settled or kept counts: not, too, or alone. */
  readonly ended: 'no' | 'too' | 'only';
  /** Due then or, with `orSaid`, promised then. */
  readonly due?: Period;
  readonly orSaid?: true;
  /** The asker's alone, and no colleague's. */
  readonly isOwn?: true;
  /** This colleague's alone: a Slack user id. */
  readonly by?: string;
  /** Of deals that the asker has a note on alone, a colleague's promises left out. */
  readonly isOfOwnDeals?: true;
  /** One of the kinds alone fits, whatever its words. */
  readonly freely: ReadonlySet<string>;
  /** That a signal must hold, all of them; empty for none. */
  readonly words: readonly string[];
  /** Who must stand before what is done, in canonical form. */
  readonly doer?: string;
  /** What its text or a quote must say, whatever else. */
  readonly says?: RegExp;
  /** Theirs alone who were named: what somebody worries about is no matter of the whole deal. */
  readonly isPersonal?: true;
  /** Where nothing was read the notes may tell all the same. */
  readonly elseNotes?: true;
  /** What was asked for, to follow "nothing about": "an open promise due this week". */
  readonly said: string;
}

/** "What is still open?". */
export const anythingOpen: ListQuestion = {
  kinds: new Set(openKinds),
  ended: 'no',
  freely: new Set(openKinds),
  words: [],
  said: 'anything open',
};

interface ListContext {
  /** The asker's day, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Names that the question says, in canonical form. */
  readonly names: readonly string[];
}

const sent: readonly RegExp[] = [
  /^who(?: (?:is|are|still))*(?: waiting| waits) (?:for|on)(?: (?:the|that|an?|our|my))* (?<thing>.+?)(?: (?:still|now))* from (?<us>us|me)$/,
  /^(?:did|have|has)(?: (?<us>i|we)| (?:he|she|they|anyone|anybody|somebody|someone|everyone|everybody)| (?!(?:it|that|this|the|our|my|their|his|her)\b)(?<doer>\p{L}+))?(?: (?:ever|already|yet|actually|really|finally))*(?: (?:send|sent|give|gave|given|deliver|delivered|share|shared|forward|forwarded|keep|kept)) (?<thing>.+)$/u,
  /^(?:did|has|have|is|was|were)(?: (?:the|that|this|our|my|their|his|her))* (?<thing>.+?)(?: (?:ever|already|yet|finally))*(?: (?:gone out|been (?:sent|delivered|shared)|arrived?|get here|got here|come in|gone|sent|delivered|go out))(?: (?:to|out|yet|already|ever|over|in|now))*$/,
];

const paid =
  /^(?:did|has|have|is|are)(?: (?:he|she|they|and|all|ever|already|actually|really|finally))* (?:pay|paid)(?: (?:up|us|me|in full|yet|already|now|for it|the|their|invoice|deposit|bill))*$/;

/** Whether something that was promised was sent: of a promise its end tells, and the notes where nobody promised. */
function readSentQuestion(bare: string): ListQuestion | undefined {
  const [waited, given, passive] = sent.map((pattern) => pattern.exec(bare)?.groups);
  if (paid.test(bare)) return ofPromise({ who: 'them', words: ['pay'], said: 'a payment' });
  const own = waited ?? given;
  const thing = (own ?? passive)?.['thing'] ?? '';
  const words = contentWords(thing).filter((word) => !idle.has(word));
  const isSpokenOf =
    /^(?:it|that|this|them|those)(?: (?:yet|already|over|now|back|to|us|me|across|finally))*$/.test(thing);
  if ((words.length === 0 && !isSpokenOf) || words.length > mostWords || twists.test(thing)) return undefined;
  const who = own && (own['us'] === undefined ? ('them' as const) : ('us' as const));
  const doer = own?.['doer'];
  return ofPromise({ ...(who ? { who } : {}), ...(doer ? { doer } : {}), words, said: thing });
}

function ofPromise(more: Pick<ListQuestion, 'who' | 'doer' | 'words' | 'said'>): ListQuestion {
  return { kinds: new Set(['promise']), freely: new Set(), ended: 'too', ...more };
}

const promising =
  /^what (?:did|has|have|does|will|is)(?: ever| already| still)? (?<who>\p{L}+(?: \p{L}+)?) (?:promised?|owe|send|supposed to send|going to send)(?: (?:us|me|to us|to me|to send|to do|so far))*$/u;
const nobodysName =
  /^(?:(?:we|i|they|he|she|it|you|anyone|anybody|somebody|someone|everyone|everybody|who|people|customers?|buyers?|the|my|our|your|their)\b.*|.* (?:we|i|they|he|she|have|had|ever|already))$/;

/** What somebody promised of whom notes speak without being on them: those words have them before what they do. */
function readPromisedQuestion(bare: string): ListQuestion | undefined {
  const { who = '' } = promising.exec(bare)?.groups ?? {};
  if (who === '' || nobodysName.test(who)) return undefined;
  return ofPromise({ who: 'them', words: who.split(' '), doer: who, said: `a promise of ${who}` });
}

const choosing =
  /^(?:who(?: else)?|which (?:deals?|accounts?|companies|customers|prospects|people))(?: (?:has|have|of them|finally|in the end))* (?:(?:went|gone) (?:with|for)|chose|chosen|picked|decided (?:for|on)|bought from|signed with|switched to|preferred) (?<whom>.+?)(?: (?:instead|over us|in the end|so far))*$/;
const anyRival = new RegExp(
  `^(?:(?:an?|the|another|some|other|our|one of our) )*(?:${rivals}|(?:some(?:body|one)|something) else|others?)$`,
);
/** Somebody else was taken: words that say no, or may be, say so of nobody. */
const chosen =
  /^(?!.*(?:\b(?:not|never)\b(?! (?:with |for )?us\b)|n['’]t\b|\b(?:may|might|could|would|if)\b)).*\b(?:(?:went|gone|going|goes|go) (?:with|for)|chose|chosen|choosing|picked|decided (?:for|on)|bought from|signed (?:up )?with|switched to|preferred|lost to)\b/i;

/** Who took somebody else, or this one. */
function readChosenQuestion(bare: string): ListQuestion | undefined {
  const whom = choosing.exec(bare)?.groups?.['whom'] ?? '';
  const words = anyRival.test(whom) ? [] : contentWords(whom);
  if (words.length > mostWords || twists.test(whom) || (words.length === 0 && !anyRival.test(whom)))
    return undefined;
  const kinds = new Set(['competitor', 'reason']);
  return { kinds, freely: new Set(), ended: 'too', says: chosen, words, said: `a choice of ${whom}` };
}

const inPlay = new RegExp(
  `^(?:is|are|was|were) (?<whom>.+?)(?: (?:still|now|really|already|yet))*(?: (?:(?:an?|the|our|their) )?(?:real )?(?:${rivals})| in play| in the (?:running|race|game)| (?:out|gone)(?: of (?:it|the (?:running|race|game)))?)(?: (?:at|for|with|there|now|still|yet))*$`,
);

/** Whether this one is a rival, or still one. */
function readRivalQuestion(bare: string): ListQuestion | undefined {
  const whom = inPlay.exec(bare)?.groups?.['whom'] ?? '';
  const words = contentWords(whom);
  if (words.length === 0 || words.length > mostWords || twists.test(whom)) return undefined;
  return {
    kinds: new Set(['competitor']),
    freely: new Set(),
    ended: 'too',
    words,
    said: `${whom} as a rival`,
  };
}

const idle: ReadonlySet<string> = new Set(['promised', 'already', 'finally', 'back', 'promise']);

const titles = /\b(?:dr|mr|mrs|ms|prof)\b/g;

/** Undefined unless the question is plainly of what signals are. */
export function readListQuestion(question: string, { asOf, names }: ListContext): ListQuestion | undefined {
  const asking = question.replace(andLate, '').replace(lateFirst, '');
  const bare = squeezed(withoutNames(canonical(asking), names).replace(titles, ' '));
  const coming = comingPeriodIn(asking, asOf);
  const asked = coming ? squeezed(bare.replace(canonical(coming.text), ' ')) : bare;
  const form = listForms.find(
    ({ pattern, days, isOfNamed }) =>
      pattern.test(asked) && fitsDays(days, coming?.period, asOf) && (!isOfNamed || names.length > 0),
  );
  if (form === undefined)
    return (
      readTopicQuestion(bare) ??
      readChosenQuestion(bare) ??
      readRivalQuestion(bare) ??
      readSentQuestion(bare) ??
      readPromisedQuestion(bare)
    );
  const who = form.who?.(asked);
  return {
    kinds: new Set(form.kinds),
    ended: form.ended ?? 'no',
    freely: new Set(form.kinds),
    words: [],
    said: coming ? `${form.said} ${saidOf(coming.text)}` : form.said,
    ...(who ? { who } : {}),
    ...askersOwn(form, asked, names),
    ...(form.orSaid && coming ? { orSaid: true as const } : {}),
    ...(form.says ? { says: form.says } : {}),
    ...(form.elseNotes ? { elseNotes: form.elseNotes } : {}),
    ...(form.isPersonal || (who === 'them' && form.kinds.every((kind) => kind === 'promise'))
      ? { isPersonal: true as const }
      : {}),
    ...dueIn(form, coming?.period, asOf),
  };
}

const anyDay: Period = { from: ever, to: '9999-12-31' };

function dueIn(
  { days, isLateToo }: ListForm,
  coming: Period | undefined,
  asOf: string,
): Pick<ListQuestion, 'due'> {
  const due = coming ?? (days === 'due' ? anyDay : undefined);
  if (due === undefined) return {};
  return { due: isLateToo && due.from <= asOf && due.to >= asOf ? { from: ever, to: due.to } : due };
}

/** What of it is the asker's alone: of "what did we promise?" nothing is. */
function askersOwn({ own, who, days }: ListForm, asked: string, names: readonly string[]) {
  const saysI = /\b(?:i|my(?! (?:reps?|sellers?|colleagues?|people|team)\b)|am|me)\b/.test(asked);
  const isAskers =
    names.length === 0 && (days !== 'allowed' || saysI) && !/\b(?:we|us|our|ours|team)\b/.test(asked);
  const isOwn = (isAskers && own === 'promises') || (who?.(asked) === 'us' && saysI);
  return {
    ...(isOwn ? { isOwn: true as const } : {}),
    ...(isAskers && own === 'deals' ? { isOfOwnDeals: true as const } : {}),
  };
}

/** What is late stands first in what is owed anyway. */
const andLate =
  /(?<=\b(?:owe|promised?|forg[eo]t(?:ten)?)\b.*?)[,;]?\s+(?:and|plus|&)\s+(?:what|who|which)(?:['’]?s| is| are)?(?: (?:already|still|now|of it|ones?|is|are))* (?:late|overdue)(?=\W*$)/i;
const lateFirst =
  /^\W*what(?:['’]?s| is| are)(?: already| still)? (?:late|overdue)[,;]?\s+(?:and|plus|&)\s+(?=(?:what|who|whom) .*\b(?:owe|promised?)\b)/i;

function fitsDays(days: ListForm['days'], asked: Period | undefined, asOf: string): boolean {
  if (asked === undefined) return days === undefined || days === 'allowed' || days === 'due';
  return days === 'late' ? asked.to < asOf : days !== undefined;
}

function squeezed(text: string): string {
  return text.replace(/ +/g, ' ').trim();
}

/** "due this week", "overdue", "in December". */
function saidOf(text: string): string {
  const said = withDayNames(text);
  return /^(?:this|next|coming|current|today|tomorrow)/i.test(said) ? `due ${said}` : said;
}

/** Each holds the matter: of the last it is whose worries are asked for. */
const topics: readonly RegExp[] = [
  new RegExp(
    `^who(?: else)? (?:raised|raises|brought up|(?:is|are|was) ${worried} (?:about|of)|worries about|objected to|complained about|has (?:worries|concerns) about) (.+)$`,
  ),
  new RegExp(`^${lead}(?:${doubts}) (?:about|over|on|around) (.+)$`),
  new RegExp(
    `^(?:which|what|any|whose|are there|do we have)(?: (?:any|of|our|my|the|open|deals?|accounts?|compan(?:y|ies)|have|has|are|is|with|where|who|that|still|being|a|${anybody}|buyers?|team|teams))* (?:${worried}|fears?|fearing) ?(?:about|of|over|by)? (.+)$`,
  ),
  new RegExp(
    `^(?:is|are|was|were)(?: (?:he|she|they|still|so|now|really))* ${worried} (?:about|of|over) (.+)$`,
  ),
  new RegExp(
    `^(?:which|what)(?: (?:open|of|our|my|the))* (?:deals?|accounts?|compan(?:y|ies)|customers?)(?: (?:have|has|with|face|facing|are|raised))+ (.+) (?:${doubts})$`,
  ),
  new RegExp(
    `^(?:is|are|was|were) (?:(?:the|their|our|her|his) )*(.+?)(?: (?:still|now|really|yet|currently))* (?:an?|the|their|any) (?:(?:big|real|open|serious) )*(?:problem|issue|obstacle|${doubts})(?: (?:at|for|with|there|now|still|in|to|them|him|her|yet|us|here|today))*$`,
  ),
  /^how (?:is|are|was|do|does|did)(?: (?:he|she|they))* (?:feel|feeling|felt|feels) (?:about|on|with) (.+)$/,
  new RegExp(
    `^what (?:is|are|was|were) ((?!there\\b).+?)(?: still| so| most)* ${worried} (?:about|of|over|by)$`,
  ),
];
/** Would turn the words around it into something else. */
const twists =
  /\b(?:or|not|no|nothing|nobody|without|never|except|but|than|dont|havent|hasnt|didnt|isnt|arent)\b/;
const mostWords = 3;
/** Say nothing of who of them. */
const crowds: ReadonlySet<string> = new Set(['team', 'people', 'guys', 'folks', 'side']);

/** Worries about one matter. */
function readTopicQuestion(bare: string): ListQuestion | undefined {
  const topic = topics.flatMap((pattern) => pattern.exec(bare)?.[1] ?? [])[0] ?? '';
  const words = contentWords(topic).filter((word) => !crowds.has(word));
  if (words.length === 0 || words.length > mostWords || twists.test(topic)) return undefined;
  const asked = kindsAsked(topic);
  const isWorry = /^(?:is|are|was|were|what|which|how|any|whose|do|does|has|have)\b/.test(bare);
  return {
    kinds: new Set(isWorry ? worries : [...worries, 'buyer_request', 'decision_criteria']),
    freely: new Set(worries.filter((kind) => asked.has(kind))),
    ended: 'too',
    isPersonal: true,
    words,
    said: topic,
  };
}

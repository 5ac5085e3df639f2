import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Log } from '../../log.ts';
import { type NameInText, namedAmong } from '../../memory/identity/named-in.ts';
import { canonical, wordsOf } from '../../memory/identity/names.ts';
import { byLastContact, type Person, type Target } from '../../memory/identity/people.ts';
import { resolveAmong } from '../../memory/identity/resolve.ts';
import { mostAlso, parseLogText } from '../kit/call-draft.ts';
import { wordsOfMessage } from '../kit/message-words.ts';
import { questionIn } from '../kit/question.ts';
import type { ReadWords } from '../kit/readable.ts';
import type { SaidToBot } from '../kit/request.ts';
import { clean, limits } from '../kit/text.ts';

/** People of one deal that a note may be on, at least one. */
export type Participants = readonly [Person, ...Person[]];

/** What was said, and whom it may be about. */
interface WhatWasSaid {
  /** Without the name that stood before a colon. */
  readonly text: string;
  /** Likeliest first; empty when it names nobody that the asker's notes know. */
  readonly subjects: readonly Participants[];
  /** A name that plainly stands in it though nobody knows it; empty otherwise. */
  readonly stranger: string;
}

const logWord = /^\/?log\s+(?=[^:：\n]{1,80}[:：](?:\s|$))/i;
const capital = String.raw`\p{Lu}[\p{L}\p{M}'’-]+`;
const met = new RegExp(
  String.raw`\b(?:with|called|met|messaged|emailed|to|from)\s+(${capital}(?: ${capital}){0,2})`,
  'u',
);
const nameLike = /^[\p{L}\p{M}\p{N}.'’ -]+$/u;
const nameAlone = new RegExp(`^${capital}(?: ${capital}){0,2}$`, 'u');

/** Reads "Priya: she agreed" by the name before the colon, anything else by the names that stand in it. */
export function toldOf(said: string, people: readonly Person[]): WhatWasSaid {
  const text = said.replace(logWord, '');
  const { name, note } = parseLogText(text);
  const before = name !== '' && /[\p{L}\p{N}]/u.test(note) ? name : '';
  const meant = oneEach(namedAlone(before, people), people);
  if (meant.length > 0) return { text: note, subjects: meant, stranger: '' };
  const subjects = subjectsOf(mentionsIn(text, people), people);
  return { text, subjects, stranger: subjects.length > 0 ? '' : strangerIn(before, text) };
}

/** Where nobody else is named, a name that is a word too counts as the first word as well: "Mark agreed". */
function mentionsIn(text: string, people: readonly Person[]): readonly NameInText[] {
  const mentions = namedAmong(text, people);
  return mentions.length > 0 ? mentions : namedAmong(`: ${text}`, people);
}

/** Whom these words name and nothing else, so that no word is lost with them. */
function namedAlone(before: string, people: readonly Person[]): readonly Target[] {
  const words = wordsOf(canonical(before));
  if (!nameLike.test(before) || new Set(words).size < words.length) return [];
  const found = resolveAmong(before, people);
  const targets = found.kind === 'many' ? found.targets : found.kind === 'one' ? [found.target] : [];
  const isWhole = (target: Target) =>
    words.every((word) => wordsOf(canonical(nameOf(target))).includes(word));
  return targets.every(isWhole) ? targets : [];
}

function nameOf({ prospect, deal }: Target): string {
  return [prospect?.name, deal.company, deal.label].filter(Boolean).join(' ');
}

function strangerIn(before: string, text: string): string {
  const name = nameAlone.test(before) ? before : (met.exec(text)?.[1] ?? '');
  return name.length <= limits.name ? name : '';
}

function subjectsOf(mentions: readonly NameInText[], people: readonly Person[]): readonly Participants[] {
  const companies = new Set(
    mentions.flatMap(({ targets }) => targets.filter((one) => !one.prospect).map(({ deal }) => deal.key)),
  );
  const named = telling(mentions.map(({ targets }) => targets.filter(({ prospect }) => prospect)))
    .map((targets) => narrowed(targets, companies))
    .filter((targets) => targets.length > 0);
  if (named.length === 0) {
    const ofCompany = people.filter(({ deal }) => companies.has(deal.key));
    return ofCompany.map((person): Participants => [person]);
  }
  const together = named.length > 1 ? allInOneDeal(named, people) : undefined;
  return together ? [together] : oneEach(named.flat(), people);
}

/** "Priya Sharma" says more than a "Priya" elsewhere in the text. */
function telling(mentions: readonly (readonly Target[])[]): readonly (readonly Target[])[] {
  const says = (some: readonly Target[], more: readonly Target[]) =>
    some.length > 0 &&
    some.length < more.length &&
    some.every((one) => more.some((other) => isSame(one, other)));
  return mentions.filter((targets) => !mentions.some((other) => says(other, targets)));
}

/** "Priya at Rentfield" is the one at Rentfield. */
function narrowed(targets: readonly Target[], companies: ReadonlySet<string>): readonly Target[] {
  const there = targets.filter(({ deal }) => companies.has(deal.key));
  return there.length > 0 ? there : targets;
}

/** Everybody who was named, when just one deal has them all and nobody in it twice. */
function allInOneDeal(
  named: readonly (readonly Target[])[],
  people: readonly Person[],
): Participants | undefined {
  const deals = [...new Set(named.flat().map(({ deal }) => deal.key))];
  const whole = deals.flatMap((key) => {
    const found = named.map((targets) => targets.filter(({ deal }) => deal.key === key));
    return found.every(({ length }) => length === 1) ? [found.flatMap((one) => personsOf(one, people))] : [];
  });
  const [first, ...rest] = whole.length === 1 ? (whole[0] ?? []) : [];
  return first && [first, ...rest.slice(0, mostAlso)];
}

function oneEach(targets: readonly Target[], people: readonly Person[]): readonly Participants[] {
  return personsOf(targets, people)
    .toSorted(byLastContact)
    .map((person): Participants => [person]);
}

/** The people behind targets, each once; a company stands for all of its people. */
function personsOf(targets: readonly Target[], people: readonly Person[]): readonly Person[] {
  return people.filter((person) => targets.some((target) => isMeant(person, target)));
}

function isMeant({ prospect, deal }: Person, target: Target): boolean {
  return deal.key === target.deal.key && (target.prospect === null || target.prospect.key === prospect.key);
}

function isSame(one: Target, other: Target): boolean {
  return one.deal.key === other.deal.key && one.prospect?.key === other.prospect?.key;
}

/** What somebody wants who says something to the bot. */
export type Intent =
  | { readonly kind: 'nothing' | 'help' | 'question' | 'note' }
  /** `isSure` is false where only a known name makes it a wish for a brief: "Brief call with Priya" is a note. */
  | { readonly kind: 'brief'; readonly name: string; readonly isSure: boolean };

const greeting =
  /^(?:help|hi|hello|hey|hallo|hola|namaste|नमस्ते|good (?:morning|afternoon|evening)|start|test|thanks|thank you|ok|okay|what can you do|how does this work|how do i (?:start|log a call|log)|log|log a call|note|save)(?: there| salesmemory| so much)?$/i;
/** Slack writes 👍 as `:+1:`. */
const emojiCode = /:[a-z0-9_+'-]+:/gi;
const logsWord = /^\/?(?:log|note|save)\b/i;
const brief = /^(?:please |can you |could you )?\/?brief(?<me> me)?(?: please)?(?<rest> .*)?$/i;
const leadIn = /^(?:on|about|for|before (?:my|the|our) (?:call|meeting) with)\s+/i;

const wanted =
  /^(?:please |can you |could you )?(?:tell me|show me|give me|remind me|list|how many|summari[sz]e|sum up|any (?:news|word|updates?) (?:on|from|about))\b/i;
const asking =
  /^(?:what|who|whom|whose|where|when|why|how|which)(?:['’]s|['’]re)?\s+\S|^(?:क्या|कौन|कब|कहाँ|कहां|क्यों|कैसे|कितन[ाेी])(?=\s)/i;
/** Begins a sentence that tells: "When I called her", "What a call". */
const tells =
  /^(?:(?:when|where|how|why|what)\s+(?:i|we|he|she|they|it|the)\b|what\s+an?\b|how\s+it\s+went)/i;
/** In a thread a few words more are a question to what was answered there. */
const furtherWord = /^(?:and|or|but|also|more|same|what about|how about)\b/i;

/** Nobody asks at greater length; a dictation that ends with a question mark is still a dictation. */
const longestQuestion = { words: 40, sentences: 2 };
const longestFurther = 8;
const longestName = 60;

/** Tells by its form what a text is; what is not plainly something else is a note. */
export function intentOf(text: string, isInThread: boolean): Intent {
  const said = text.trim();
  if (said === '') return { kind: 'nothing' };
  const bare = said
    .replace(emojiCode, '')
    .replace(/[\s.!?…？]+$/u, '')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(bare) || greeting.test(bare.replace(/^\//, ''))) return { kind: 'help' };
  if (logsWord.test(said)) return { kind: 'note' };
  return briefIn(bare) ?? { kind: isQuestion(said, isInThread) ? 'question' : 'note' };
}

function briefIn(said: string): Intent | undefined {
  const { me, rest } = brief.exec(said)?.groups ?? {};
  if (!brief.test(said) || said.length > longestName * 2 || said.includes('\n')) return undefined;
  const after = (rest ?? '').trim();
  const name = after.replace(leadIn, '').trim();
  if (name.length > longestName) return undefined;
  return { kind: 'brief', name, isSure: me !== undefined || after !== name || name === '' };
}

function isQuestion(said: string, isInThread: boolean): boolean {
  const words = said.split(/\s+/u).length;
  const sentences = said.split(/[.!?…।]+\s+|\n+/u).filter((one) => one.trim() !== '').length;
  if (words > longestQuestion.words || sentences > longestQuestion.sentences) return false;
  if (/[?？؟]["'”’)\]]*$/u.test(said) || said.startsWith('¿')) return true;
  if (wanted.test(said)) return true;
  if (isInThread && words <= longestFurther && furtherWord.test(said)) return true;
  return sentences === 1 && !said.includes(':') && asking.test(said) && !tells.test(said);
}

const most = 3;
const threadMessages = 200;

const shown = z.object({
  user: z.string().optional(),
  bot_id: z.string().optional(),
  blocks: z.array(z.unknown()).default([]),
});

interface ThreadDeps {
  readonly client: WebClient;
  readonly log: Log;
  readonly readWords: ReadWords;
}

/**
 * The last three questions of the thread before this one, oldest first. Empty outside a thread, in a channel, whose
 * messages are not ours to read, and when Slack does not answer.
 */
export async function earlierQuestions(
  { client, log, readWords }: ThreadDeps,
  { user, channel, ts, thread, isMention }: Omit<SaidToBot, 'text' | 'passedOn'>,
): Promise<readonly string[]> {
  if (!thread || isMention) return [];
  try {
    const { messages = [] } = await client.conversations.replies({
      channel,
      ts: thread,
      limit: threadMessages,
    });
    const before = messages.filter((one) => (one.ts ?? '') < ts);
    const questions = await Promise.all(before.map((one) => askedIn(one, user, readWords)));
    return [...new Set(questions.flatMap((one) => one ?? []))].slice(-most);
  } catch (error) {
    log.warn({ err: error }, 'a thread was not read');
    return [];
  }
}

/** An answer quotes its question; what a person said is one when it plainly is. */
async function askedIn(message: unknown, asker: string, readWords: ReadWords): Promise<string | undefined> {
  const { user, bot_id, blocks } = shown.catch({ blocks: [] }).parse(message);
  if (bot_id) return questionIn(blocks);
  if (user !== asker) return undefined;
  const said = clean(await readWords(wordsOfMessage(message).own)).trim();
  return intentOf(said, true).kind === 'question' ? said : undefined;
}

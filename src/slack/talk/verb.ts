import type { BlockAction } from '@slack/bolt';
import type { Button, KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Log } from '../../log.ts';
import { namedAmong } from '../../memory/identity/named-in.ts';
import { canonical, wordsOf } from '../../memory/identity/names.ts';
import { type Person, peopleOf } from '../../memory/identity/people.ts';
import { resolveAmong } from '../../memory/identity/resolve.ts';
import type { Note, Visibility } from '../../memory/note.ts';
import { ago, dayName } from '../../util/calendar.ts';
import { secretsIn } from '../../util/secrets.ts';
import { succeeds } from '../../util/succeeds.ts';
import {
  actions,
  button,
  context,
  countedLength,
  type Message,
  message,
  section,
  sentence,
} from '../kit/blocks.ts';
import { choiceOf, mostAlso, newChoice, noteOf, withPerson } from '../kit/call-draft.ts';
import { formView, loadingView } from '../kit/call-form.ts';
import type { CommandName } from '../kit/commands.ts';
import { type Posted, permalinkOf } from '../kit/delivery.ts';
import { talkIds } from '../kit/ids.ts';
import { encodePendingNote, readWords, receiptRow, wordBlocks } from '../kit/pending-note.ts';
import { noteSubject } from '../kit/phrases.ts';
import type { Place } from '../kit/place.ts';
import type { BriefByName, NewCall, Receipts, ShowAnswer, TakeFiles } from '../kit/ports.ts';
import type { ReadWords } from '../kit/readable.ts';
import {
  type Pane,
  pressedValue,
  type Request,
  type Response,
  type SaidToBot,
  threadOf,
} from '../kit/request.ts';
import { clean, clip, limits, md } from '../kit/text.ts';
import { filledFrom, outcomeTold, type Participants, toldOf } from '../kit/told-call.ts';
import { readBefore, toldAfter } from './conversation.ts';
import { helpMessage, logHintMessage, mentionHelpMessage, replyTo, thanksMessage } from './replies.ts';
import { type Intent, intentOf } from './what-was-said.ts';

interface Deps {
  readonly newCall: NewCall;
  readonly client: WebClient;
  readonly showAnswer: ShowAnswer;
  readonly briefByName: BriefByName;
  readonly receipts: Receipts;
  readonly files: TakeFiles;
  readonly commandName: CommandName;
  readonly readWords: ReadWords;
  /** Installed as an agent. */
  readonly isAgent: boolean;
  readonly log: Log;
  readonly now: () => Date;
}

/** All that people say to the bot. */
export function createTalkVerb(deps: Deps) {
  const { newCall, receipts } = deps;
  const answer = (said: SaidToBot, request: Request) => answerSaid(deps, said, request);
  return {
    said: (said: SaidToBot): Response => ({
      async work(request) {
        const read = await asRead(deps, said);
        await (said.isMention ? hearInChannel(deps, read, request) : hearInDm(deps, read, request));
      },
    }),
    paneOpened: (pane: Pane) => (deps.isAgent ? openPane(deps, pane) : {}),
    ...createOfferButtons({ newCall, receipts, answer }),
  };
}

/** What was said in the words that a person reads. */
async function asRead({ readWords }: Deps, said: SaidToBot): Promise<SaidToBot> {
  const [text, passedOn] = await Promise.all([readWords(said.text), readWords(said.passedOn)]);
  return { ...said, text: clean(text).trim(), passedOn: clean(passedOn).trim() };
}

type SettledIntent = Exclude<Intent, { kind: 'named question' }>;

/** Of "brief X" without "me" or "on" only a known name makes a wish, and of "did X sign" a question. */
async function settledIntent({ newCall }: Deps, said: SaidToBot, request: Request): Promise<SettledIntent> {
  const intent = intentOf(said.text, said.thread !== undefined);
  // What somebody passes on is told, whatever it is, unless they ask something beside it.
  if (said.passedOn && intent.kind !== 'brief' && intent.kind !== 'question') return { kind: 'note' };
  if (intent.kind === 'named question')
    return { kind: asksOfSomebody(said.text, await newCall.people(request)) ? 'question' : 'note' };
  if (intent.kind !== 'brief' || intent.isSure) return intent;
  const found = resolveAmong(intent.name, await newCall.people(request));
  return found.kind === 'one' || found.kind === 'many' ? intent : { kind: 'note' };
}

/** Whether a known name stands behind the first word and that word is none of it: Will May is no question. */
function asksOfSomebody(text: string, people: readonly Person[]): boolean {
  const rest = ` ${wordsOf(canonical(text)).slice(1).join(' ')} `;
  return namedAmong(text, people).some(({ name }) => rest.startsWith(` ${name} `));
}

/** Leads what is said to its verb: a question is answered, anything else in the DM is offered as a note. */
async function hearInDm(deps: Deps, said: SaidToBot, request: Request): Promise<void> {
  // What is written beside tables says what they are, and is no note.
  const tables = deps.files.among(said.files ?? []);
  if (tables.length > 0) return deps.files.take(tables, request);
  const intent = await settledIntent(deps, said, request);
  if (intent.kind === 'brief') return deps.briefByName(intent.name, request);
  if (intent.kind === 'question') return answerSaid(deps, said, request);
  if (intent.kind === 'note') return makeOffer(deps, said, request);
  await request.place.show(replyTo(intent, deps.commandName));
}

async function hearInChannel(deps: Deps, said: SaidToBot, request: Request): Promise<void> {
  const intent = await settledIntent(deps, said, request);
  const isOthersWords = said.text === '' && said.passedOn !== '';
  if (isOthersWords || /^(?:log|note|save)\b/i.test(said.text)) return request.place.show(logHintMessage());
  if (intent.kind === 'thanks') return request.place.show(thanksMessage());
  if (intent.kind === 'nothing' || intent.kind === 'help') return request.place.show(mentionHelpMessage());
  if (intent.kind === 'order') return request.place.show(replyTo(intent, deps.commandName));
  return intent.kind === 'brief' ? deps.briefByName(intent.name, request) : answerSaid(deps, said, request);
}

/** Answers a question where it was said, with what was spoken of before behind it. */
async function answerSaid(deps: Deps, said: SaidToBot, request: Request): Promise<void> {
  const { member, place } = request;
  const [before, shownAt] = await Promise.all([
    readBefore(deps, said, request),
    withStatus(deps.client, said, place),
  ]);
  const question = { text: said.text, earlier: before.questions, spokenOf: before.shown };
  await deps.showAnswer(question, { member, place: shownAt });
}

const status = 'is looking through your notes…';

/** In a thread Slack itself can show that work goes on; an answer takes it away. */
async function withStatus(
  client: WebClient,
  { channel, answerThread: thread, isMention }: SaidToBot,
  place: Place,
): Promise<Place> {
  if (!thread || isMention) return place;
  const at = { channel_id: channel, thread_ts: thread };
  const set = client.assistant.threads.setStatus({ ...at, status });
  return (await succeeds(set)) ? { ...place, progress: async () => undefined } : place;
}

interface SuggestedPrompt {
  readonly title: string;
  readonly message: string;
}

const longestName = 40;
const title = 'Ask, or say what happened on a call';

/** Suggests what to ask where somebody is about to write to an agent. */
function openPane(deps: Deps, pane: Pane): Response {
  return {
    async work(request) {
      await suggest(deps, pane, request).catch((error: unknown) =>
        deps.log.info({ err: error }, 'no prompts were suggested'),
      );
    },
  };
}

async function suggest({ newCall, client }: Deps, { channel }: Pane, request: Request): Promise<void> {
  const prompts = promptsFor(peopleOf(await newCall.headers(request)));
  await client.assistant.threads.setSuggestedPrompts({ channel_id: channel, title, prompts });
}

/** At most four, which is all that Slack takes. */
function promptsFor([newest, ...others]: readonly Person[]): SuggestedPrompt[] {
  if (!newest) {
    return [promptOf('What can you do?'), { title: 'Brief me before a call', message: 'Brief me' }];
  }
  const name = clip(newest.prospect.name, longestName);
  const other = others.find(({ deal }) => deal.key !== newest.deal.key);
  return [
    promptOf(`Brief me on ${name}`),
    promptOf(`What is still open with ${name}?`),
    ...(other
      ? [promptOf(`What did we promise ${clip(other.deal.company ?? other.prospect.name, longestName)}?`)]
      : []),
    promptOf('How many open deals are there?'),
  ];
}

function promptOf(asked: string): SuggestedPrompt {
  return { title: asked, message: asked };
}

/** A sentence that may become a note. */
interface Offer {
  /** `note-<uuid>`: whatever is pressed and however often, it is stored under this id. */
  readonly id: string;
  readonly text: string;
  readonly link: string | null;
  readonly stranger: string;
  /** Names that nobody knows, beside the stranger or beside who is known. */
  readonly others?: readonly string[];
  /** Where the stranger is from; empty when that is not said. */
  readonly company?: string;
  /** The day it will be saved under, `YYYY-MM-DD`, and the day it is for who said it. */
  readonly day: string;
  readonly today: string;
  /** Nobody is called just so. */
  readonly isGuess?: boolean;
  readonly visibility: Visibility;
  /** One for each way to save it; likeliest first. */
  readonly notes: readonly Note[];
  /** It looks as if it held a secret. */
  readonly isSecret?: boolean;
}

const mostButtons = 5;
const secretQuestion =
  'Save this as a note? It looks as if it holds a secret, such as a card number or a key: the form asks whether to leave it out.';

/** Asks whether, or on whom, to save; holds the whole text and works after a restart. */
export function offerMessage(offer: Offer): Message {
  const { id, text, link, stranger, day, notes, isSecret = false, isGuess = false } = offer;
  const { others = [], company = '' } = offer;
  const [only, ...more] = notes;
  const isOne = only !== undefined && more.length === 0 && !isGuess;
  const carried = encodeCarried({
    id,
    link,
    stranger,
    company,
    day,
    others: [...others],
    length: text.length,
  });
  const elsewhere = only ? 'Someone else' : isSecret ? 'Open the form' : 'Choose who';
  const ways: readonly Button[] = [
    button(talkIds.else, elsewhere, { value: carried }),
    button(talkIds.question, 'It’s a question', { value: carried }),
    button(talkIds.dismiss, 'Don’t save'),
  ];
  const open = isSecret ? secretQuestion : 'Who is this about?';
  const question = isOne ? md`Save this on *${noteSubject(only)}*?` : md`${open}`;
  return message(isOne ? `Save this on ${noteSubject(only)}?` : open, [
    section(question),
    ...wordBlocks(text),
    context(md`${fate(offer)}`),
    ...rows(
      notes.slice(0, mostButtons).map((note, index) => saveButton(note, index, isOne)),
      ways,
      isOne,
    ),
  ]);
}

/** Under which day it will be kept, who can read it then, and of whom else it tells. */
function fate(offer: Offer): string {
  const { day, today, visibility, text } = offer;
  const how = outcomeTold(text) === 'no_answer' ? ', as a call that nobody took' : '';
  const when = `It will stand under ${dayName(day, today)}, ${ago(day, today)}${how}.`;
  const readers = visibility === 'team' ? 'It will be shared with the team.' : 'It will be private to you.';
  const others = tellsOfSeveral(offer) ? ' It is kept on one of them: say once more what is of another.' : '';
  return `${when} ${readers}${others}`;
}

/** "Sent the quote to Kiran and the CVs to Anna" is of two deals, "Priya agreed" of one Priya or the other. */
function tellsOfSeveral({ notes, text, isGuess }: Offer): boolean {
  const said = wordsOf(canonical(text));
  const names = notes.map(({ prospects: [first] }) => wordsOf(canonical(first?.name ?? ''))[0] ?? '');
  const isEachNamed = new Set(names).size === names.length && names.every((name) => said.includes(name));
  return !isGuess && isEachNamed && new Set(notes.map(({ deal }) => deal.key)).size > 1;
}

/** Too long for one note: nothing is cut off unseen. */
function tooLongMessage(length: number): Message {
  return sentence(
    `That has ${length} characters and a note holds ${limits.note}. Send it in two parts, each will be offered as a note.`,
  );
}

/** One to save stands beside the ways out; several stand above them. */
function rows(saves: readonly Button[], ways: readonly Button[], isOne: boolean): KnownBlock[] {
  if (saves.length === 0) return [actions(...ways)];
  return isOne ? [receiptRow(...saves, ...ways)] : [receiptRow(...saves), actions(...ways)];
}

/** Says on whom, but where the question says it. */
function saveButton(note: Note, index: number, isOne: boolean): Button {
  const name = noteSubject(note);
  const value = encodePendingNote({ note, edits: false, isAgain: false });
  const look = { value, label: `Save this on ${name}` };
  if (!isOne) return button(`${talkIds.save}${index}`, name, look);
  return button(`${talkIds.save}${index}`, 'Save', { ...look, style: 'primary' });
}

interface OfferDeps {
  readonly newCall: NewCall;
  readonly client: WebClient;
  readonly readWords: ReadWords;
  readonly log: Log;
  readonly now: () => Date;
}

/** Said beside what is passed on: words to the bot, not of the note. */
const toLogThis = /^\/?(?:please )?(?:log|save|note|keep)(?: (?:this|that|it|these))?(?: please)?[\s.:!]*$/i;

/** A name and its colon before a note are at most so long. */
const longestBefore = 130;

/** Offers what was said as a note on whom it names, among those the asker may see. */
async function makeOffer(deps: OfferDeps, said: SaidToBot, request: Request): Promise<void> {
  const { newCall, client, now } = deps;
  const typed = [said.text.replace(toLogThis, ''), said.passedOn].filter(Boolean).join('\n\n');
  const whole = countedLength(typed);
  if (whole > limits.note + longestBefore) return request.place.show(tooLongMessage(whole));
  if (whole === 0) return request.place.show(helpMessage());
  const [link, people] = await Promise.all([permalinkOf(client, said), newCall.people(request)]);
  const empty = newCall.draft(request, 'dm', link);
  const alone = toldOf(typed, people, empty.day);
  // One who is named is meant, whatever was shown before.
  const isClear = alone.subjects.length === 1;
  const told = isClear ? alone : toldAfter(alone, await readBefore(deps, said, request), people);
  const { text, subjects, stranger, others, company, day } = told;
  const length = countedLength(text);
  if (length > limits.note) return request.place.show(tooLongMessage(length));
  const draft = { ...empty, text, day, outcome: outcomeTold(text) };
  const added = subjects.length === 1 && !told.isGuess ? others.map((name) => newChoice(name).who) : [];
  const noteOn = ([first, ...rest]: Participants): Note => {
    const also = [...rest.map(choiceOf), ...added].slice(0, mostAlso);
    return noteOf({ ...withPerson(draft, first), also }, people, { id: request.member.id, now: now() });
  };
  const visibility = draft.share ? 'team' : 'private';
  // The form asks what is to become of a secret; nothing with one in it is saved at a press.
  const isSecret = secretsIn(text).length > 0;
  const notes = isSecret ? [] : subjects.map(noteOn);
  const name = isSecret ? (subjects[0]?.[0].prospect.name ?? stranger) : stranger;
  await request.place.show(
    offerMessage({
      ...{ id: draft.id, text, link, stranger: name, others, company, visibility, notes, isSecret },
      ...{ day, today: empty.day, isGuess: told.isGuess },
    }),
  );
}

interface OfferButtonsDeps {
  readonly newCall: NewCall;
  readonly receipts: Receipts;
  readonly answer: (said: SaidToBot, request: Request) => Promise<void>;
}

/** The ways out of an offer besides Save; each needs nothing but the pressed message. */
function createOfferButtons({ newCall, receipts, answer }: OfferButtonsDeps) {
  return {
    /** The form with the text in it, under the id of the offer: whichever way it is saved, it is stored once. */
    else(body: BlockAction): Response {
      const { id, text, link, stranger, company, others, day, at } = decodeCarried(body);
      return {
        opens: loadingView(false),
        async work(request) {
          if (at) receipts.found(id, at);
          const empty = newCall.draft(request, 'dm', link);
          const draft = { ...empty, id, text, day: day ?? empty.day, outcome: outcomeTold(text) };
          const people = await newCall.people(request);
          const known = stranger && !company ? toldOf(stranger, people, draft.day).subjects : [];
          const who = { subjects: known, isGuess: false, stranger, company, others };
          const { notice, ...filled } = filledFrom(draft, who);
          await request.modal.show(formView(filled.draft, notice ? { notice } : {}));
        },
      };
    },

    /** What was said stands above and is kept nowhere else. */
    dismiss: (_body: BlockAction): Response => ({
      work: ({ place }) =>
        place.show(sentence('Not saved. What you wrote stands above, should you want it.')),
    }),

    question(body: BlockAction): Response {
      const { text, at, thread } = decodeCarried(body);
      const user = body.user.id;
      const where = { channel: at?.channel ?? '', ts: at?.ts ?? '', thread, answerThread: thread };
      const said = { user, ...where, text, passedOn: '', isMention: false };
      return { work: (request) => answer(said, request) };
    },
  };
}

/** What the buttons of an offer carry besides the words, which stand in the message. */
const shape = z.object({
  id: z.string(),
  length: z.number(),
  /** Of the message that was said. */
  link: z.string().nullable(),
  /** A name nobody knows. */
  stranger: z.string(),
  company: z.string().default(''),
  others: z.array(z.string()).default([]),
  day: z.string().optional(),
});

/** Everything that an offer is made of, read from the pressed message alone. */
interface OfferState extends z.infer<typeof shape> {
  readonly text: string;
  /** Where the offer stands; undefined when Slack does not say. */
  readonly at: Posted | undefined;
  readonly thread: string | undefined;
}

/** The value of a button that needs the words. A link too long for it is left out. */
function encodeCarried(carried: z.infer<typeof shape>): string {
  const whole = JSON.stringify(carried);
  return whole.length <= limits.buttonValue ? whole : JSON.stringify({ ...carried, link: null, others: [] });
}

/** Throws unless the pressed message holds the offer whole. */
function decodeCarried(body: BlockAction): OfferState {
  const { channel, message } = body;
  const carried = shape.parse(JSON.parse(pressedValue(body)));
  const text = readWords(message?.['blocks'] ?? [], carried.length);
  const at = channel && message ? { channel: channel.id, ts: message.ts } : undefined;
  return { ...carried, text, at, thread: threadOf(message) };
}

import type { WebClient } from '@slack/web-api';
import type { Log } from '../../log.ts';
import { type Person, peopleOf } from '../../memory/identity/people.ts';
import { resolveAmong } from '../../memory/identity/resolve.ts';
import { type Message, message, section, sentence } from '../kit/blocks.ts';
import type { Place, Places } from '../kit/place.ts';
import type { BriefByName, NewCall, Receipts, ShowAnswer } from '../kit/ports.ts';
import type { Pane, Request, Response, SaidToBot } from '../kit/request.ts';
import { clip, lines, md } from '../kit/text.ts';
import { createOfferButtons, makeOffer } from './offer.ts';
import { earlierQuestions, type Intent, intentOf } from './what-was-said.ts';

interface Deps {
  readonly newCall: NewCall;
  readonly client: WebClient;
  readonly showAnswer: ShowAnswer;
  readonly briefByName: BriefByName;
  readonly receipts: Receipts;
  readonly places: Places;
  readonly log: Log;
  readonly now: () => Date;
}

/** All that people say to the bot. */
export function createTalkVerb(deps: Deps) {
  const { newCall, receipts } = deps;
  const answer = (said: SaidToBot, request: Request) => answerSaid(deps, said, request);
  return {
    said: (said: SaidToBot): Response => ({
      work: (request) =>
        said.isMention ? hearInChannel(deps, said, request) : hearInDm(deps, said, request),
    }),
    paneOpened: (pane: Pane) => openPane(deps, pane),
    ...createOfferButtons({ newCall, receipts, answer }),
  };
}

/** Of "brief X" without "me" or "on" only a known name makes a wish. */
async function settledIntent({ newCall }: Deps, said: SaidToBot, request: Request): Promise<Intent> {
  const intent = intentOf(said.text, said.thread !== undefined);
  if (intent.kind !== 'brief' || intent.isSure) return intent;
  const found = resolveAmong(intent.name, await newCall.people(request));
  return found.kind === 'one' || found.kind === 'many' ? intent : { kind: 'note' };
}

/** Leads what is said to its verb: a question is answered, anything else in the DM is offered as a note. */
async function hearInDm(deps: Deps, said: SaidToBot, request: Request): Promise<void> {
  const intent = await settledIntent(deps, said, request);
  if (intent.kind === 'brief') return deps.briefByName(intent.name, request);
  if (intent.kind === 'question') return answerSaid(deps, said, request);
  if (intent.kind === 'note') return makeOffer(deps, said, request);
  await request.place.show(intent.kind === 'help' ? helpMessage() : noWordsMessage());
}

async function hearInChannel(deps: Deps, said: SaidToBot, request: Request): Promise<void> {
  const intent = await settledIntent(deps, said, request);
  if (/^(?:log|note|save)\b/i.test(said.text)) return request.place.show(logHintMessage());
  if (intent.kind === 'nothing' || intent.kind === 'help') return request.place.show(mentionHelpMessage());
  return intent.kind === 'brief' ? deps.briefByName(intent.name, request) : answerSaid(deps, said, request);
}

/** Answers a question where it was said, with the thread's earlier questions behind it. */
async function answerSaid(deps: Deps, said: SaidToBot, { member, place }: Request): Promise<void> {
  const [earlier, shown] = await Promise.all([
    earlierQuestions(deps, said),
    withStatus(deps.client, said, place),
  ]);
  await deps.showAnswer({ text: said.text, earlier }, { member, place: shown });
}

const status = 'is looking through your notes…';

/** In a thread Slack itself can show that work goes on; an answer takes it away. */
async function withStatus(
  client: WebClient,
  { channel, thread, isMention }: SaidToBot,
  place: Place,
): Promise<Place> {
  if (!thread || isMention) return place;
  const at = { channel_id: channel, thread_ts: thread };
  const set = client.assistant.threads.setStatus({ ...at, status });
  const isSet = await set.then(
    () => true,
    () => false,
  );
  return isSet ? { ...place, progress: async () => undefined } : place;
}

interface SuggestedPrompt {
  readonly title: string;
  readonly message: string;
}

const longestName = 40;
const title = 'Ask, or say what happened on a call';

/** Suggests what to ask where somebody is about to write. Where Slack offers no such place, nothing happens. */
function openPane(deps: Deps, pane: Pane): Response {
  return {
    async work(request) {
      if (pane.thread) await deps.places.ofSaid({ ...pane, isMention: false }).show(helpMessage());
      await suggest(deps, pane, request).catch((error: unknown) =>
        deps.log.info({ err: error }, 'no prompts were suggested'),
      );
    },
  };
}

async function suggest(
  { newCall, client }: Deps,
  { channel, thread }: Pane,
  request: Request,
): Promise<void> {
  const prompts = promptsFor(peopleOf(await newCall.headers(request)));
  const at = { channel_id: channel, ...(thread ? { thread_ts: thread } : {}) };
  await client.assistant.threads.setSuggestedPrompts({ ...at, title, prompts });
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

const examples = [
  md`• *Priya agreed to the pilot, wants the plan by Friday* is offered as a note on Priya.`,
  md`• *What did Priya say about pricing?* is answered from your notes.`,
  md`• *brief Priya* shows where you stand before a call.`,
];

/** What can be said, by three examples. */
function helpMessage(): Message {
  const lead = 'Tell me what happened on a call, or ask.';
  const plain = `${lead} Such as: Priya agreed to the pilot. What did Priya say about pricing? brief Priya`;
  return message(plain, [section(lines([md`${lead}`, ...examples]))]);
}

/** The same where others look on. */
function mentionHelpMessage(): Message {
  const lead = 'Ask me here and only you see the answer. In my messages you can log a call too.';
  const plain = `${lead} Such as: What did Priya say about pricing? How many open deals are there? brief Priya`;
  const asked = lines([
    md`${lead}`,
    md`• *What did Priya say about pricing?*`,
    md`• *How many open deals are there?*`,
    md`• *brief Priya*`,
  ]);
  return message(plain, [section(asked)]);
}

/** Notes are not taken where others look on. */
function logHintMessage(): Message {
  return sentence(
    'To log a call, write it to me in my messages, or use “Save as a call note” in the menu of the message that says it.',
  );
}

/** For a file, or anything else without a word in it. */
function noWordsMessage(): Message {
  return sentence(
    'There are no words in that message, and files are not read. Write what happened in two sentences.',
  );
}

import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Log } from '../../log.ts';
import type { Person, Target } from '../../memory/identity/people.ts';
import { type DealButton, parseDealButton } from '../kit/deal-button.ts';
import { briefIds } from '../kit/ids.ts';
import { wordsOfMessage } from '../kit/message-words.ts';
import type { NewCall } from '../kit/ports.ts';
import { questionIn } from '../kit/question.ts';
import type { ReadWords } from '../kit/readable.ts';
import type { Request, SaidToBot } from '../kit/request.ts';
import { clean } from '../kit/text.ts';
import type { Participants, ToldCall } from '../kit/told-call.ts';
import { dealOfBlock } from '../kit/week-lines.ts';
import { intentOf } from './what-was-said.ts';

interface Deps {
  readonly client: WebClient;
  readonly newCall: Pick<NewCall, 'person'>;
  readonly readWords: ReadWords;
  readonly log: Log;
}

/** What was spoken of before something was said. */
interface Before {
  /** The last three questions since a card or a week was shown, oldest first. */
  readonly questions: readonly string[];
  /** Whom that card is of, or that week's deals, as the asker's notes know them by now. */
  readonly shown: readonly Pick<Target, 'deal' | 'prospect'>[];
}

const nothing: Before = { questions: [], shown: [] };
const most = 3;
const threadMessages = 200;
const messagesAbove = 15;
/** What was shown longer ago is not what a sentence on top of nothing goes on with. */
const longestPauseSeconds = 12 * 60 * 60;

/** Words that go on with what was spoken of: outside a thread only they look back. */
const pointing =
  /^\W*(?:and|what about|how about)\b|\b(?:she|he|they|them|her|hers|him|his|their|theirs|it|its)\b|\bthis\b(?!\s+(?:week|month|quarter|year|morning|afternoon|evening|time))|\bthat\W*$|\bstill\b|\bthe (?:deal|account|customer|client|buyer|prospect|(?:last|next) (?:call|step|meeting|date))\b/i;

const message = z.looseObject({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  blocks: z.array(z.unknown()).default([]),
});
type SlackMessage = z.infer<typeof message>;

/**
 * Read in the thread that it was said in; outside one, where its words point at something, among the newest messages.
 * Nothing in a channel, whose messages are not ours to read, and when Slack does not answer.
 */
export async function readBefore(
  { client, newCall, readWords, log }: Deps,
  said: SaidToBot,
  request: Request,
): Promise<Before> {
  if (said.isMention || (!said.thread && !pointing.test(said.text))) return nothing;
  try {
    const above = (await messagesBefore(client, said)).filter(({ ts }) => ts < said.ts);
    const at = above.findLastIndex((one) => one.bot_id && dealsShown(one.blocks).length > 0);
    const newest = dealsShown(above[at]?.blocks ?? []);
    const refs = said.thread && newest.length > 1 ? wholeWeek(above) : newest;
    const people = await Promise.all(refs.map((ref) => newCall.person(request, ref)));
    const shown = people.flatMap((person, index) => {
      if (!person) return [];
      return { deal: person.deal, prospect: refs[index]?.prospect === null ? null : person.prospect };
    });
    const since = above.slice(at + 1);
    const asked = await Promise.all(since.map((one) => askedIn(one, said.user, readWords)));
    return { questions: [...new Set(asked.flatMap((one) => one ?? []))].slice(-most), shown };
  } catch (error) {
    log.warn({ err: error }, 'what was said before was not read');
    return nothing;
  }
}

/** A week may run on in its thread. */
function wholeWeek(thread: readonly SlackMessage[]): ReturnType<typeof dealsShown> {
  return thread.map(({ blocks }) => dealsShown(blocks)).flatMap((refs) => (refs.length > 1 ? refs : []));
}

/** Oldest first. */
async function messagesBefore(
  client: WebClient,
  { channel, thread, ts }: SaidToBot,
): Promise<readonly SlackMessage[]> {
  const read = (messages: readonly unknown[] = []) =>
    messages.flatMap((one) => message.safeParse(one).data ?? []);
  if (thread) {
    const { messages } = await client.conversations.replies({ channel, ts: thread, limit: threadMessages });
    return read(messages);
  }
  const { messages } = await client.conversations.history({ channel, latest: ts, limit: messagesAbove });
  return read(messages)
    .filter((one) => Number(ts) - Number(one.ts) < longestPauseSeconds)
    .toReversed();
}

/** An answer quotes its question; what a person said is one when it plainly is. */
async function askedIn(one: SlackMessage, asker: string, readWords: ReadWords): Promise<string | undefined> {
  if (one.bot_id) return questionIn(one.blocks);
  if (one.user !== asker) return undefined;
  const said = clean(await readWords(wordsOfMessage(one).own)).trim();
  return intentOf(said, true).kind === 'question' ? said : undefined;
}

/** Of several whom a note may be on those that were shown before; where it names nobody, the one who was. */
export function toldAfter(told: ToldCall, { shown }: Before, people: readonly Person[]): ToldCall {
  const isShown = ({ deal, prospect }: Person) =>
    shown.some((one) => one.deal.key === deal.key && (one.prospect?.key ?? prospect.key) === prospect.key);
  if (told.subjects.length > 0) {
    const here = told.subjects.filter(([first]) => isShown(first));
    return here.length > 0 ? { ...told, subjects: here } : told;
  }
  if (told.stranger !== '' || shown.length !== 1) return told;
  return { ...told, subjects: people.filter(isShown).map((person): Participants => [person]) };
}

/** Whose deal, and which person was asked for; null for the company. */
type DealShown = Pick<DealButton, 'deal' | 'prospect'>;

const button = z.object({ action_id: z.string(), value: z.string() });
const block = z.object({ block_id: z.string().default(''), elements: z.array(z.unknown()).default([]) });

/** Stand on each card; of them one is enough. */
const onCard: ReadonlySet<string> = new Set([briefIds.notes, briefIds.more, briefIds.logCall]);

/**
 * Whom a message of ours is about, read from its buttons: the one of a card or a receipt, the deals of a week, those
 * that were offered to choose from. Empty for any other.
 */
function dealsShown(blocks: readonly unknown[]): readonly DealShown[] {
  const read = blocks.flatMap((one) => block.safeParse(one).data ?? []);
  const buttons = read.flatMap(({ elements }) => elements.flatMap((one) => button.safeParse(one).data ?? []));
  const card = buttons.find(({ action_id }) => onCard.has(action_id));
  if (card) return [dealIn(card)];
  const lines = read.flatMap(({ block_id }) => dealOfBlock(block_id) ?? []);
  if (lines.length > 0) return lines;
  const receipt = buttons.find(({ action_id }) => action_id === briefIds.brief);
  if (receipt) return [dealIn(receipt)];
  return buttons.filter(({ action_id }) => action_id.startsWith(briefIds.choice)).map(dealIn);
}

function dealIn({ value }: z.infer<typeof button>): DealShown {
  const { deal, prospect } = parseDealButton(value);
  return { deal, prospect };
}

import type { BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { hashOf } from '../../util/hash.ts';
import { createKept } from '../../util/kept.ts';
import { type Message, message, section } from './blocks.ts';
import type { Member } from './members.ts';
import { wordsOfMessage } from './message-words.ts';
import type { Modal } from './modal.ts';
import { isDirect, type Place } from './place.ts';

/** Who asked, and where the answer goes. */
export interface Request {
  readonly member: Member;
  /** For messages. */
  readonly place: Place;
  /** The modal just opened or the one that was used; gone when there is none. */
  readonly modal: Modal;
}

/**
 * What a listener makes of a payload. It answers first and works afterwards: the two phases are separate
 * values, so that nothing slow can come before the acknowledgement.
 */
export interface Response<Reply = void> {
  /** Carried by the acknowledgement. */
  readonly reply?: Reply;
  /** Shown at once in a modal, before anything else is asked of anybody. */
  readonly opens?: ModalView;
  /** Where a modal is open, `opens` comes above it instead of in its place. */
  readonly isAbove?: boolean;
  /** Told when Slack did not open the modal in time, instead of doing the work; a general sentence when left out. */
  readonly unopened?: Message;
  /** Slack is asked anew who this is, where a press lets notes reach others: what was known minutes ago is too old. */
  readonly asksAnew?: boolean;
  /** The modal holds words that stand nowhere else: trouble is told beside it. */
  readonly keepsModal?: boolean;
  /** Of several replicas that were told of the same thing the first one alone opens and works. */
  readonly claim?: Claim;
  /** What takes time. A rejection becomes a sentence for the person. */
  readonly work?: (request: Request) => Promise<void>;
  /** Called when it was not done, before that is told: what only repeats may then be asked for again at once. */
  readonly onFailed?: () => void;
}

/** What a view submission may be answered with. */
export type ViewReply =
  | { readonly response_action: 'update'; readonly view: ModalView }
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> };

/** Answers `help` with the right form; `form` is a constant of ours in mrkdwn, never typed by anybody. */
export function usage(form: string): Response {
  const words = `Type ${form}${form.endsWith('?') ? '' : '.'}`;
  return {
    work: ({ place }) => place.show(message(words.replace(/`/g, ''), [section({ markup: words })])),
  };
}

/** What a person said to the bot, in its DM or by naming it in a channel. */
export interface SaidToBot {
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  /** The message whose thread it was said in; undefined at top level. */
  readonly thread: string | undefined;
  /** Root of the thread that an answer belongs to; undefined where it stands below what was said. */
  readonly answerThread: string | undefined;
  /** Without the bot's own name, and otherwise as Slack sends it until it is read; empty when it came without words. */
  readonly text: string;
  /** What others said that it passes on; as Slack sends it too. */
  readonly passedOn: string;
  /** What came with it, as far as Slack tells of it. */
  readonly files?: readonly SentFile[];
  /** Said in a channel, where others look on. */
  readonly isMention: boolean;
}

/** A file as the message says that it came with. */
export interface SentFile {
  readonly id: string;
  readonly name: string;
  /** Slack's own word for what it is, such as `csv`. */
  readonly filetype: string;
  /** In bytes. */
  readonly size: number;
  /** Where the bot's token opens it. */
  readonly url: string;
}

const sentFiles = z.object({ files: z.array(z.unknown()) });
const sentFile = z.object({
  id: z.string(),
  name: z.string(),
  filetype: z.string().catch(''),
  size: z.number().catch(0),
  url_private_download: z.string(),
});

function filesOf(event: unknown): readonly SentFile[] {
  const all = sentFiles.safeParse(event).data?.files ?? [];
  return all.flatMap((one) => {
    const { data } = sentFile.safeParse(one);
    return data ? [{ ...data, url: data.url_private_download }] : [];
  });
}

const saidShape = z.object({
  type: z.enum(['message', 'app_mention']),
  // Of all subtypes these alone are somebody's new words.
  subtype: z.enum(['file_share', 'thread_broadcast', 'me_message']).optional(),
  user: z.string(),
  bot_id: z.undefined().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  client_msg_id: z.string().optional(),
});

/** Slack repeats an event for up to five minutes, and sometimes later. */
export const repeatMs = 30 * 60 * 1000;

interface Hearer {
  readonly botUser: string;
  readonly once: Once;
  /** In the messages of an agent each thing said begins a thread. */
  readonly isAgent: boolean;
}

/** Reads an event; undefined for what no person said just now: edits, joins, bots, repeats, a mention inside a DM. */
export function readSaid({ botUser, once, isAgent }: Hearer, event: unknown): SaidToBot | undefined {
  const read = saidShape.safeParse(withoutNulls(event)).data;
  if (!read || read.user === botUser || !isTheOne(read) || !isNew(read, once)) return undefined;
  const { type, user, channel, ts, thread_ts: thread } = read;
  const { own, passedOn } = wordsOfMessage(event);
  const text = own.replace(new RegExp(`<@${botUser}(?:\\|[^>]*)?>`, 'g'), ' ').trim();
  const isMention = type === 'app_mention';
  const answerThread = thread ?? (isAgent && !isMention ? ts : undefined);
  return { user, channel, ts, thread, answerThread, text, passedOn, files: filesOf(event), isMention };
}

/** Slack sends null for some of what it means to leave out. */
function withoutNulls(event: unknown): unknown {
  if (typeof event !== 'object' || event === null) return event;
  return Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null));
}

type Read = z.infer<typeof saidShape>;

/** A mention in a DM is told twice: the message alone counts. */
function isTheOne({ type, channel, channel_type: kind }: Read): boolean {
  return type === 'app_mention' ? !isDirect(channel) : kind === 'im';
}

function isNew({ channel, ts, client_msg_id: typedId }: Read, once: Once): boolean {
  const keys = [`said ${channel} ${ts}`, ...(typedId ? [`said ${typedId}`] : [])];
  return keys.every((key) => once.isFirst(key, repeatMs));
}

const pressed = z.object({
  value: z.string().optional(),
  selected_option: z.object({ value: z.string(), text: z.object({ text: z.string() }) }).nullish(),
});

/** The value of the button or option that was pressed; empty when it carries none. */
export function pressedValue(body: BlockAction): string {
  const { value, selected_option } = pressed.parse(body.actions[0] ?? {});
  return value ?? selected_option?.value ?? '';
}

const threaded = z.object({ thread_ts: z.string().optional() });

/** Root of the thread that a message stands in; undefined at top level, and where Slack tells nothing of it. */
export function threadOf(message: unknown): string | undefined {
  return threaded.safeParse(message).data?.thread_ts;
}

/** Where somebody is about to write to the bot. */
export interface Pane {
  readonly user: string;
  readonly channel: string;
}

const messagesTab = z.object({
  type: z.literal('app_home_opened'),
  tab: z.literal('messages'),
  user: z.string(),
  channel: z.string(),
});

/** Reads an event; undefined when another tab was opened. */
export function readPane(event: unknown): Pane | undefined {
  const tab = messagesTab.safeParse(event).data;
  return tab && { user: tab.user, channel: tab.channel };
}

/** Tells the first of several equal things from its repeats. */
export interface Once {
  /** True the first time within `ms` in this process. */
  isFirst(key: string, ms: number): boolean;
  /** Whether no other replica was first; true where there is none, and while nobody can tell. */
  isOurs(claim: Claim): Promise<boolean>;
  forget(key: string): void;
}

/** What one replica alone does within `ms`. */
interface Claim {
  readonly key: string;
  readonly ms: number;
}

/** What replicas tell each other. */
export interface SharedMarks {
  /** True while nobody can tell. */
  isFirst(key: string, ms: number): Promise<boolean>;
  forget(key: string): void;
  put(key: string, text: string, ms: number): void;
  get(key: string): Promise<string | undefined>;
}

const mostKeys = 5_000;

/** Remembers at most 5,000 keys; what replicas share are hashes of them, since keys hold what people typed. */
export function createOnce(now: () => Date, marks?: SharedMarks): Once {
  const seen = createKept<number>(mostKeys);

  return {
    isFirst(key, ms) {
      const at = now().getTime();
      const last = seen.get(key);
      if (last !== undefined && Math.abs(at - last) < ms) return false;
      seen.set(key, at);
      return true;
    },
    isOurs: async ({ key, ms }) => marks === undefined || marks.isFirst(markOf(key), ms),
    forget(key) {
      seen.delete(key);
      marks?.forget(markOf(key));
    },
  };
}

const markOf = (key: string) => `once:${hashOf(key, 40)}`;

/** Does once what is asked twice within `ms`; what failed may be asked for again at once. */
export function firstOf(
  { once, key, ms }: { readonly once: Once; readonly key: string; readonly ms: number },
  work: (request: Request) => Promise<void>,
): Response {
  return once.isFirst(key, ms) ? { work, claim: { key, ms }, onFailed: () => once.forget(key) } : {};
}

const resentMs = 10 * 60 * 1000;

/** Carries out once what one form, as it stood then, is sent for within ten minutes; each time it is answered alike. */
export function submittedOnce(
  once: Once,
  { id, hash }: { readonly id: string; readonly hash: string },
  response: Response<ViewReply> & { readonly reply: ViewReply },
): Response<ViewReply> {
  const claim = { key: `${id} ${hash}`, ms: resentMs };
  if (!once.isFirst(claim.key, claim.ms)) return { reply: response.reply };
  return { ...response, claim };
}

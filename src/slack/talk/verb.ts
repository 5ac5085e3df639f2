import type { WebClient } from '@slack/web-api';
import type { Log } from '../../log.ts';
import { type Person, peopleOf } from '../../memory/identity/people.ts';
import { resolveAmong } from '../../memory/identity/resolve.ts';
import type { ShowAnswer } from '../ask/verb.ts';
import { section } from '../kit/blocks.ts';
import { type Message, message, sentence } from '../kit/message.ts';
import { clip, lines, md } from '../kit/mrkdwn.ts';
import type { Pane, Said } from '../kit/payload.ts';
import type { Place, Places } from '../kit/place.ts';
import type { Asked, Response } from '../kit/router.ts';
import type { Start } from '../log/open-form.ts';
import type { Receipts } from '../log/receipt.ts';
import { createMakeOffer, createOfferButtons } from './offer.ts';
import { createEarlier, type Kind, kindOf } from './what-was-said.ts';

interface Deps {
  readonly start: Start;
  readonly client: WebClient;
  readonly showAnswer: ShowAnswer;
  readonly receipts: Receipts;
  readonly places: Places;
  /** Shows the brief on a name as typed. */
  readonly brief: (name: string, asked: Asked) => Promise<void>;
  readonly log: Log;
  readonly now: () => Date;
}

/** All that people say to the bot. */
export function createTalkVerb(deps: Deps) {
  const { start, receipts, brief } = deps;
  const answer = createAnswerSaid(deps);
  return {
    said: createHear({ start, brief, answer, offer: createMakeOffer(deps) }),
    paneOpened: createOpenPane(deps),
    ...createOfferButtons({ start, receipts, answer }),
  };
}

interface HearDeps {
  readonly start: Start;
  readonly brief: (name: string, asked: Asked) => Promise<void>;
  readonly answer: (said: Said, asked: Asked) => Promise<void>;
  readonly offer: (said: Said, asked: Asked) => Promise<void>;
}

/** Leads what is said to its verb: a question is answered, anything else in the DM is offered as a note. */
function createHear({ start, brief, answer, offer }: HearDeps) {
  /** Of "brief X" without "me" or "on" only a known name makes a wish. */
  async function settled(said: Said, asked: Asked): Promise<Kind> {
    const kind = kindOf(said.text, said.thread !== undefined);
    if (kind.kind !== 'brief' || kind.isSure) return kind;
    const found = resolveAmong(kind.name, await start.people(asked));
    return found.kind === 'one' || found.kind === 'many' ? kind : { kind: 'note' };
  }

  async function inDm(said: Said, asked: Asked): Promise<void> {
    const kind = await settled(said, asked);
    if (kind.kind === 'brief') return brief(kind.name, asked);
    if (kind.kind === 'question') return answer(said, asked);
    if (kind.kind === 'note') return offer(said, asked);
    await asked.place.show(kind.kind === 'help' ? helpMessage() : noWordsMessage());
  }

  async function inChannel(said: Said, asked: Asked): Promise<void> {
    const kind = await settled(said, asked);
    if (/^(?:log|note|save)\b/i.test(said.text)) return asked.place.show(logHintMessage());
    if (kind.kind === 'nothing' || kind.kind === 'help') return asked.place.show(mentionHelpMessage());
    return kind.kind === 'brief' ? brief(kind.name, asked) : answer(said, asked);
  }

  return (said: Said): Response => ({
    work: (asked) => (said.isMention ? inChannel(said, asked) : inDm(said, asked)),
  });
}

interface AnswerSaidDeps {
  readonly client: WebClient;
  readonly showAnswer: ShowAnswer;
  readonly log: Log;
}

const status = 'is looking through your notes…';

/** Answers a question where it was said, with the thread's earlier questions behind it. */
function createAnswerSaid({ client, showAnswer, log }: AnswerSaidDeps) {
  const earlierIn = createEarlier(client, log);

  /** In a thread Slack itself can show that work goes on; an answer takes it away. */
  async function withStatus({ channel, thread, isMention }: Said, place: Place): Promise<Place> {
    if (!thread || isMention) return place;
    const at = { channel_id: channel, thread_ts: thread };
    const set = client.assistant.threads.setStatus({ ...at, status });
    const isSet = await set.then(
      () => true,
      () => false,
    );
    return isSet ? { ...place, progress: async () => undefined } : place;
  }

  return async (said: Said, { member, place }: Asked): Promise<void> => {
    const [earlier, shown] = await Promise.all([earlierIn(said), withStatus(said, place)]);
    await showAnswer.show({ text: said.text, earlier }, { member, place: shown });
  };
}

interface OpenPaneDeps {
  readonly start: Start;
  readonly client: WebClient;
  readonly places: Places;
  readonly log: Log;
}

interface Prompt {
  readonly title: string;
  readonly message: string;
}

const longestName = 40;
const title = 'Ask, or say what happened on a call';

/** Suggests what to ask where somebody is about to write. Where Slack offers no such place, nothing happens. */
function createOpenPane({ start, client, places, log }: OpenPaneDeps) {
  async function suggest({ channel, thread }: Pane, asked: Asked): Promise<void> {
    const prompts = promptsFor(peopleOf(await start.headers(asked)));
    const at = { channel_id: channel, ...(thread ? { thread_ts: thread } : {}) };
    await client.assistant.threads.setSuggestedPrompts({ ...at, title, prompts });
  }

  return (pane: Pane): Response => ({
    async work(asked) {
      if (pane.thread) await places.ofSaid({ ...pane, isMention: false }).show(helpMessage());
      await suggest(pane, asked).catch((error: unknown) =>
        log.info({ err: error }, 'no prompts were suggested'),
      );
    },
  });
}

/** At most four, which is all that Slack takes. */
function promptsFor([newest, ...others]: readonly Person[]): Prompt[] {
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

function promptOf(asked: string): Prompt {
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

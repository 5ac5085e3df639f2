import type { BlockAction, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { type Answer, type Answers, whomOf } from '../../ask/answer.ts';
import type { AskedTeam, AskedWeek } from '../../ask/house/house.ts';
import { linesOf, type Week, type WeekChange } from '../../digest/week.ts';
import { spelledDays } from '../../util/named-days.ts';
import type { Audit } from '../kit/audit.ts';
import { context, message, modal, plain, section } from '../kit/blocks.ts';
import type { CommandName } from '../kit/commands.ts';
import { askIds } from '../kit/ids.ts';
import type { Member, Members } from '../kit/members.ts';
import { dueText, subject } from '../kit/phrases.ts';
import type { Place, Places } from '../kit/place.ts';
import type { OpenNote, ReadWeek, ShowAnswer, WrittenQuestion } from '../kit/ports.ts';
import { longestQuestion, questionIn, typedQuestion } from '../kit/question.ts';
import {
  firstOf,
  type Once,
  pressedValue,
  type Request,
  type Response,
  threadOf,
  type ViewReply,
} from '../kit/request.ts';
import { limits, md } from '../kit/text.ts';
import { changeText } from '../kit/week-changes.ts';
import { coverageText } from '../kit/week-lines.ts';
import { answerMessage, lookingFor, nextButtons } from './answer-message.ts';

interface Deps {
  readonly showAnswer: ShowAnswer;
  readonly openNote: OpenNote;
  readonly places: Places;
  readonly once: Once;
  readonly commandName: CommandName;
}

const repeatMs = 3_000;
const examples = ['Who raised security?', 'How many open deals are there?'];
const saysSomething = /[\p{L}\p{N}]/u;

/** All that questions in plain words are heard by. */
export function createAskVerb({ showAnswer, openNote, places, once, commandName }: Deps) {
  return {
    command({ text, user_id, channel_id }: SlashCommand): Response {
      const question = typedQuestion(text).text;
      if (question === 'help' || !saysSomething.test(question)) return help(commandName('ask'));
      const key = `ask ${user_id} ${channel_id} ${question}`;
      return firstOf({ once, key, ms: repeatMs }, (request) => showAnswer({ text, earlier: [] }, request));
    },

    /** One of the questions below an answer. */
    next(body: BlockAction): Response {
      const text = pressedValue(body);
      const before = questionIn(body.message?.['blocks']);
      const earlier = before === undefined ? [] : [before];
      return {
        async work(request) {
          const place = await beside(places, request, body);
          await showAnswer({ text, earlier }, { ...request, place });
        },
      };
    },

    /** The whole note behind a quote. */
    note: (body: BlockAction) => openNote(pressedValue(body)),

    open: (_body: BlockAction): Response => ({ opens: askForm() }),

    submit(body: ViewSubmitAction): Response<ViewReply> {
      const text = questionTyped(body.view);
      if (!saysSomething.test(text)) return { reply: { response_action: 'errors', errors: fieldError } };
      return {
        reply: { response_action: 'update', view: askedView() },
        work: (request) => showAnswer({ text, earlier: [] }, request),
      };
    },
  };
}

/** Beside the answer that was pressed, which stays; in its thread if it stands in one. */
async function beside(
  places: Places,
  { member, place }: Request,
  { message, response_url: url }: BlockAction,
): Promise<Place> {
  if (await place.stays()) return places.ofDm(member.id, threadOf(message));
  return places.ofShortcut(member.id, url);
}

function help(ask: string): Response {
  const rest = 'and a question: what somebody said, who raised something, or how many of something.';
  const shown = [section(md`Type \`${ask}\` ${rest}`), ...nextButtons(examples)];
  return { work: ({ place }) => place.show(message(`Type ${ask} ${rest}`, shown)) };
}

/** What each person asked in the last minutes, to know whom a pronoun of their next question means. */
export interface RecentQuestions {
  of(user: string): readonly string[];
  asked(user: string, question: string): void;
}

const recentMs = 10 * 60_000;
const mostRecent = 3;

/** In this process alone: who is not known after a restart is asked for. */
export function createRecentQuestions(now: () => Date): RecentQuestions {
  const byUser = new Map<string, readonly { readonly question: string; readonly at: number }[]>();
  const fresh = (user: string) =>
    (byUser.get(user) ?? []).filter(({ at }) => now().getTime() - at < recentMs).slice(-mostRecent);
  return {
    of: (user) => fresh(user).map(({ question }) => question),
    asked: (user, question) => byUser.set(user, [...fresh(user), { question, at: now().getTime() }]),
  };
}

interface ShowAnswerDeps {
  readonly recent: RecentQuestions;
  readonly answers: Answers;
  readonly readWeek: ReadWeek;
  readonly members: Pick<Members, 'lately'>;
  readonly audit: Audit;
}

/** "Looking through your notes…", then the answer in its place. */
export async function showAnswer(
  { answers, audit, recent, ...known }: ShowAnswerDeps,
  { text, earlier, spokenOf = [] }: WrittenQuestion,
  { member: { id, zone, isMonthFirst }, place }: Pick<Request, 'member' | 'place'>,
): Promise<void> {
  const question = typedQuestion(text);
  const looking = place.progress(lookingFor(question));
  const team = askedTeam(known, { id, zone });
  const read = (words: string) => spelledDays(words, isMonthFirst);
  const asked = {
    ...{ question: read(question.text), earlier: earlier.map(read) },
    ...{ spokenOf, lately: recent.of(id), asker: id, zone, team },
  };
  recent.asked(id, asked.question);
  const asking = answers.answer(asked).then((answer) => {
    audit({ did: 'read', view: 'answer', by: id, ...shownBy(answer) });
    return answerMessage(question, answer, id);
  });
  const [message] = await Promise.all([asking, looking]);
  await place.show(message);
}

/** The notes whose words an answer shows; of a count the deals behind it. */
function shownBy(answer: Answer): { readonly noteIds: readonly string[]; readonly deals?: number } {
  if (answer.kind === 'counted') return { noteIds: [], deals: answer.count.behind.length };
  if (answer.kind === 'facts') return { noteIds: answer.notes.map(({ noteId }) => noteId) };
  const sentences =
    answer.kind === 'cited' ? answer.sentences : answer.kind === 'nothing' ? answer.besides : [];
  return { noteIds: sentences.flatMap(({ cited }) => cited.map(({ noteId }) => noteId)) };
}

const title = 'Ask your notes';

/** One field for one question. */
export function askForm(): ModalView {
  const field = {
    type: 'input' as const,
    block_id: askIds.field,
    label: plain('Your question'),
    hint: plain('A name narrows it down. The answer comes to your messages, with the notes it rests on.'),
    element: {
      type: 'plain_text_input' as const,
      action_id: askIds.field,
      max_length: longestQuestion,
      placeholder: plain('What did Priya say about migration?', limits.placeholder),
      focus_on_load: true,
    },
  };
  return {
    ...modal(title, [field]),
    callback_id: askIds.view,
    submit: plain('Ask', limits.modalTitle),
  };
}

/** In place of the form, while the answer is on its way. */
export function askedView(): ModalView {
  return modal(title, [context(md`The answer comes to your messages with SalesMemory.`)]);
}

const submitted = z.object({
  state: z.object({
    values: z.object({
      [askIds.field]: z.object({ [askIds.field]: z.object({ value: z.string().nullish() }) }),
    }),
  }),
});

/** What stands in the field. */
function questionTyped(view: unknown): string {
  return submitted.parse(view).state.values[askIds.field]?.[askIds.field]?.value ?? '';
}

const fieldError = { [askIds.field]: 'Type a question, such as “Who raised security?”' };

/** More colleagues than this are not looked up for one answer. */
const mostNames = 40;

/** What an answer may say of the asker's week and of colleagues' names. */
function askedTeam(
  { readWeek, members }: { readonly readWeek: ReadWeek; readonly members: Pick<Members, 'lately'> },
  member: Pick<Member, 'id' | 'zone'>,
): AskedTeam {
  return {
    week: async () => weekAsked(await readWeek(member)),
    async names(users) {
      const found = await Promise.allSettled(users.slice(0, mostNames).map((user) => members.lately(user)));
      const known = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      return new Map(known.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])));
    },
  };
}

/** In the words of the digest, so that both say the same. */
function weekAsked(week: Week): AskedWeek {
  const needs = linesOf(week)
    .filter(({ bucket }) => bucket !== 'on_track')
    .map(({ deal, prospect, reason, next }) => ({
      who: whoIn({ prospect, deal }),
      ...{ why: reason.text, next: next.text, cited: reason.cited },
    }));
  const due = week.promises.map((promise) => {
    const us = promise.author === null || promise.author === week.rep ? 'you' : 'a colleague';
    const whom = promise.who === 'us' ? `${us}, to ${subject(promise)}` : subject(promise);
    return `${whom}: ${promise.text}, ${dueText(promise, week.asOf)}`;
  });
  const changes = week.changes.map((change) => ({
    deal: change.deal.key,
    text: `${whoIn(change)}: ${changeText(change, week.asOf)}`,
  }));
  const deals = [
    ...linesOf(week).map((line) => `${whoIn(line)}: ${line.why}`),
    ...week.unread.map((one) => `${whoIn(one)}: not read yet`),
  ];
  return { coverage: coverageText(week), deals, needs, due, changes };
}

function whoIn({ prospect, deal }: Pick<WeekChange, 'prospect' | 'deal'>): string {
  return whomOf({ prospects: [prospect], deal });
}

import type { BlockAction, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Answer, Answers } from '../../ask/answer.ts';
import type { Audit } from '../kit/audit.ts';
import { context, message, modal, plain, section } from '../kit/blocks.ts';
import { askIds } from '../kit/ids.ts';
import type { Place, Places } from '../kit/place.ts';
import type { OpenNote, ShowAnswer, WrittenQuestion } from '../kit/ports.ts';
import { longestQuestion, questionIn, typedQuestion } from '../kit/question.ts';
import {
  type Once,
  pressedValue,
  type Request,
  type Response,
  readableText,
  threadOf,
  type ViewReply,
} from '../kit/request.ts';
import { limits, type Markup, md } from '../kit/text.ts';
import { answerMessage, lookingFor, nextButtons } from './answer-message.ts';

interface Deps {
  readonly showAnswer: ShowAnswer;
  readonly openNote: OpenNote;
  readonly places: Places;
  readonly once: Once;
}

const repeatMs = 3_000;
const form: Markup = {
  markup: 'Type `/ask` and a question: what somebody said, who raised something, or how many of something.',
};
const examples = ['Who raised security?', 'How many open deals are there?'];
const saysSomething = /[\p{L}\p{N}]/u;

/** All that questions in plain words are heard by. */
export function createAskVerb({ showAnswer, openNote, places, once }: Deps) {
  return {
    command({ text: typed, user_id, channel_id }: SlashCommand): Response {
      const text = readableText(typed);
      const question = typedQuestion(text).text;
      if (question === 'help' || !saysSomething.test(question)) return help();
      if (!once.isFirst(`ask ${user_id} ${channel_id} ${question}`, repeatMs)) return {};
      return { work: (request) => showAnswer({ text, earlier: [] }, request) };
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
  // What a press adds can't be changed any more: the next change would be to what was pressed.
  return { ...places.ofShortcut(member.id, url), progress: async () => undefined };
}

function help(): Response {
  const said = form.markup.replaceAll('`', '');
  return { work: ({ place }) => place.show(message(said, [section(form), ...nextButtons(examples)])) };
}

interface ShowAnswerDeps {
  readonly answers: Answers;
  readonly audit: Audit;
}

/** "Looking through your notes…", then the answer in its place. */
export async function showAnswer(
  { answers, audit }: ShowAnswerDeps,
  { text, earlier }: WrittenQuestion,
  { member: { id, zone }, place }: Pick<Request, 'member' | 'place'>,
): Promise<void> {
  const question = typedQuestion(text);
  const looking = place.progress(lookingFor(question));
  const asking = answers.answer({ question: question.text, earlier, asker: id, zone }).then((answer) => {
    audit({ did: 'read', view: 'answer', by: id, ...shownBy(answer) });
    return answerMessage(question, answer);
  });
  const [message] = await Promise.all([asking, looking]);
  await place.show(message);
}

/** The notes whose words an answer shows; of a count the deals behind it. */
function shownBy(answer: Answer): { readonly noteIds: readonly string[]; readonly deals?: number } {
  if (answer.kind === 'counted') return { noteIds: [], deals: answer.count.behind.length };
  if (answer.kind === 'facts') return { noteIds: answer.notes.map(({ noteId }) => noteId) };
  if (answer.kind !== 'cited') return { noteIds: [] };
  return { noteIds: answer.sentences.flatMap(({ cited }) => cited.map(({ noteId }) => noteId)) };
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

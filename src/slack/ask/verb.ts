import type { BlockAction, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import { UserError } from '../../errors.ts';
import type { Memory } from '../../memory/memory.ts';
import { dayIn } from '../../util/calendar.ts';
import type { Asked, Response } from '../answer.ts';
import type { Audit } from '../audit.ts';
import { section } from '../blocks.ts';
import type { ViewReply } from '../ear.ts';
import { message } from '../message.ts';
import type { Markup } from '../mrkdwn.ts';
import type { Once } from '../once.ts';
import type { Place, Places } from '../place.ts';
import { pressedValue, threadOf } from '../pressed.ts';
import { readableText } from '../slack-text.ts';
import { loadingTimeline } from '../timeline/show-timeline.ts';
import { firstPage } from '../timeline/state.ts';
import { noteView } from '../timeline/view.ts';
import { nextButtons } from './answer-message.ts';
import { askedView, askForm, fieldError, questionTyped } from './form.ts';
import { questionIn, typedQuestion } from './question.ts';
import type { ShowAnswer } from './show-answer.ts';

interface Deps {
  readonly showAnswer: ShowAnswer;
  readonly memory: Pick<Memory, 'read'>;
  readonly places: Places;
  readonly once: Once;
  readonly audit: Audit;
  readonly now: () => Date;
}

const repeatMs = 3_000;
const form: Markup = {
  markup: 'Type `/ask` and a question: what somebody said, who raised something, or how many of something.',
};
const examples = ['Who raised security?', 'How many open deals are there?'];
const saysSomething = /[\p{L}\p{N}]/u;

/** All that questions in plain words are heard by. */
export function createAskVerb({ showAnswer, memory, places, once, audit, now }: Deps) {
  /** Beside the answer that was pressed, which stays; in its thread if it stands in one. */
  async function beside(
    { member, place }: Asked,
    { message, response_url: url }: BlockAction,
  ): Promise<Place> {
    if (await place.stays()) return places.ofDm(member.id, threadOf(message));
    // What a press adds can't be changed any more: the next change would be to what was pressed.
    return { ...places.ofShortcut(member.id, url), progress: async () => undefined };
  }

  return {
    command({ text: typed, user_id, channel_id }: SlashCommand): Response {
      const text = readableText(typed);
      const question = typedQuestion(text).text;
      if (question === 'help' || !saysSomething.test(question)) return help();
      if (!once.isFirst(`ask ${user_id} ${channel_id} ${question}`, repeatMs)) return {};
      return { work: (asked) => showAnswer.show({ text, earlier: [] }, asked) };
    },

    /** One of the questions below an answer. */
    next(body: BlockAction): Response {
      const text = pressedValue(body);
      const before = questionIn(body.message?.['blocks']);
      const earlier = before === undefined ? [] : [before];
      return {
        async work(asked) {
          const place = await beside(asked, body);
          await showAnswer.show({ text, earlier }, { ...asked, place });
        },
      };
    },

    /** The whole note behind a quote. */
    note(body: BlockAction): Response {
      const id = pressedValue(body);
      return {
        opens: loadingTimeline(),
        async work({ member, modal }) {
          const note = await memory.read(id, member.id);
          if (!note) throw new UserError('That note is deleted or no longer shared with you.');
          audit({ did: 'read', view: 'note', by: member.id, noteIds: [id] });
          const state = firstPage({ deal: note.deal.key, prospect: null });
          await modal.show(noteView(note, state, { asker: member.id, today: dayIn(member.zone, now()) }));
        },
      };
    },

    open: (_body: BlockAction): Response => ({ opens: askForm() }),

    submit(body: ViewSubmitAction): Response<ViewReply> {
      const text = questionTyped(body.view);
      if (!saysSomething.test(text)) return { reply: { response_action: 'errors', errors: fieldError } };
      return {
        reply: { response_action: 'update', view: askedView() },
        work: (asked) => showAnswer.show({ text, earlier: [] }, asked),
      };
    },
  };
}

function help(): Response {
  const said = form.markup.replaceAll('`', '');
  return { work: ({ place }) => place.show(message(said, [section(form), ...nextButtons(examples)])) };
}

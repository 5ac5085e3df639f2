import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { Response } from '../answer.ts';
import { quoted } from '../brief/phrases.ts';
import type { ShowBrief } from '../brief/show-brief.ts';
import type { ViewReply } from '../ear.ts';
import { md } from '../mrkdwn.ts';
import type { Once } from '../once.ts';
import { formView, workingView } from './form-view.ts';
import { ids, reasonLength } from './ids.ts';
import { decodeState, signalOf, typedReason } from './state.ts';
import type { Verdict } from './verdict.ts';

interface Deps {
  readonly showBrief: ShowBrief;
  readonly verdict: Verdict;
  readonly once: Once;
}

const repeatMs = 10 * 60 * 1000;

/** "Not true any more": asks for the reason, and counts the score without it from then on. */
export function createContest({ showBrief, verdict, once }: Deps) {
  return {
    contest(body: BlockAction, token: string): Response {
      const { button, from } = decodeState(body.view);
      return {
        opens: workingView('Reading the notes…'),
        async work({ member, modal }) {
          const brief = await showBrief.behind(button, member.id);
          await modal.show(formView(brief, signalOf(brief, token), from));
        },
      };
    },

    submit({ view }: ViewSubmitAction): Response<ViewReply> {
      const state = decodeState(view);
      const reason = typedReason(view);
      if (reason === '') {
        const errors = { [ids.reason]: 'Say in a few words what is so now, or press Back.' };
        return { reply: { response_action: 'errors', errors } };
      }
      const reply: ViewReply = { response_action: 'update', view: workingView('Counting the score anew…') };
      if (!once.isFirst(`${view.id} ${view.hash}`, repeatMs)) return { reply };
      return {
        reply,
        work: (asked) =>
          verdict.say(
            state,
            (brief) => {
              const signal = signalOf(brief, state.token);
              const statement = md`*${signal.text}*: not true any more, ${quoted(reason, reasonLength)}`;
              return { statement, sayings: [{ signal, verdict: 'not_true', reason }] };
            },
            asked,
          ),
      };
    },
  };
}

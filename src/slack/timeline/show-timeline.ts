import type { ModalView } from '@slack/types';
import type { Timelines } from '../../brief/timelines.ts';
import type { Roster } from '../../memory/memory.ts';
import { dayIn } from '../../util/calendar.ts';
import type { Asked } from '../answer.ts';
import type { Audit } from '../audit.ts';
import { context, modal as modalView, section } from '../blocks.ts';
import { type Message, message } from '../message.ts';
import { md } from '../mrkdwn.ts';
import { pageOf } from './page.ts';
import type { TimelineState } from './state.ts';
import { timelineView } from './view.ts';

const title = 'Timeline';
const goneSentence = 'There are no notes on this any more.';
const lateSentence = 'The timeline could not open in time. Ask for it once more.';

/** While notes are read. */
export function loadingTimeline(): ModalView {
  return modalView(title, [context(md`Reading the notes…`)]);
}

/** Shows timelines in the modal that the person used. */
export interface ShowTimeline {
  /** `notice` says what was just done, and reaches the person's DM when the modal is gone. */
  show(state: TimelineState, asked: Asked, notice?: string): Promise<void>;
  /** A question or answer in the modal's place; in the conversation when there is no modal. */
  message(message: Message, asked: Asked): Promise<void>;
}

interface Deps {
  readonly roster: Roster;
  readonly timelines: Timelines;
  readonly audit: Audit;
  readonly now: () => Date;
}

export function createShowTimeline({ roster, timelines, audit, now }: Deps): ShowTimeline {
  async function tell(said: Message, { modal, place }: Asked): Promise<void> {
    if (!(await modal.show(modalView(title, said.blocks)))) await place.show(said);
  }

  function say(sentence: string): Message {
    return message(sentence, [section(md`${sentence}`)]);
  }

  return {
    message: tell,
    async show(asking, asked, notice = '') {
      const asker = asked.member.id;
      const state = await roster.current(asking, asker);
      const prospect = state.isWhole ? null : state.prospect;
      const timeline = await timelines.read({ ...state, prospect, asker });
      if (!timeline) return tell(say(`${notice} ${goneSentence}`.trim()), asked);
      const reader = { asker, today: dayIn(asked.member.zone, now()), notice };
      const isShown = await asked.modal.show(timelineView(timeline, state, reader));
      const noteIds = pageOf(timeline, state).rows.map(({ note }) => note.id);
      if (isShown) audit({ did: 'read', view: 'timeline', by: asker, noteIds });
      else await asked.place.show(say(notice || lateSentence));
    },
  };
}

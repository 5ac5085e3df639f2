import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import { z } from 'zod';
import { outcomes } from '../../memory/note.ts';
import type { Response } from '../answer.ts';
import type { ViewReply } from '../ear.ts';
import { pressedValue } from '../pressed.ts';
import { loadingTimeline, type ShowTimeline } from './show-timeline.ts';
import { decodeState, type TimelineState, typedQuery } from './state.ts';

type Change = (state: TimelineState, body: BlockAction) => Partial<TimelineState>;

const outcomeFilter = z.enum(outcomes).nullable().catch(null);

/** The ways around in a timeline: search, filter, pages; each reads the notes afresh. */
export function createBrowse(showTimeline: ShowTimeline) {
  function turned(change: Change) {
    return (body: BlockAction): Response => {
      const state = decodeState(body.view);
      return { work: (asked) => showTimeline.show({ ...state, ...change(state, body) }, asked) };
    };
  }

  return {
    search({ view }: ViewSubmitAction): Response<ViewReply> {
      const state = { ...decodeState(view), query: typedQuery(view), page: 0 };
      return {
        reply: { response_action: 'update', view: loadingTimeline() },
        work: (asked) => showTimeline.show(state, asked),
      };
    },

    filter: turned((_state, body) => ({
      outcome: outcomeFilter.parse(pressedValue(body)),
      query: typedQuery(body.view),
      page: 0,
    })),
    whole: turned((_state, body) => ({ isWhole: pressedValue(body) === 'whole', page: 0 })),
    newer: turned(({ page }) => ({ page: Math.max(0, page - 1) })),
    older: turned(({ page }) => ({ page: page + 1 })),
    back: turned(() => ({})),
  };
}

import type { KnownBlock, ModalView } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import { type Ruling, refOf } from '../../brief/corrections/corrections.ts';
import { partsOf } from '../../brief/gain.ts';
import type { Signal } from '../../brief/score/signal.ts';
import { UserError } from '../../errors.ts';
import type { Asked } from '../answer.ts';
import { section } from '../blocks.ts';
import { moreView } from '../brief/more-view.ts';
import type { ShowBrief } from '../brief/show-brief.ts';
import { whyView } from '../brief/why-view.ts';
import { moveText } from '../log/gain.ts';
import { message } from '../message.ts';
import { lines, type Markup, md } from '../mrkdwn.ts';
import { undoButton } from './blocks.ts';
import type { Judge } from './judge.ts';
import type { Origin, ViewState } from './state.ts';

/** What somebody says of one signal. */
interface Saying {
  readonly signal: Signal;
  readonly verdict: Ruling['verdict'];
  readonly reason: string;
  readonly settled?: Ruling['settled'];
}

/** What a press means for the brief as it is now; it may reject with UserError. */
export type Means = (brief: Brief) => { readonly statement: Markup; readonly sayings: readonly Saying[] };

/** Writes down what somebody says and shows at once what it did to the score. */
export interface Verdict {
  say(state: ViewState, means: Means, asked: Asked): Promise<void>;
  takeBack(state: ViewState, ids: readonly string[], asked: Asked): Promise<void>;
}

const gone =
  'That note was changed, deleted or is no longer shared with you, so there is nothing to put right any more.';

const nothing = 'That is taken back already, or its note is deleted or no longer shared with you.';

/** What of the notes that modal shows, for the audit. */
export const shownBy = { why: 'why', more: 'full brief' } as const;

/** The modal that an answer leads back to. */
export function originView(brief: Brief, from: Origin, told: readonly KnownBlock[] = []): ModalView {
  return from === 'why' ? whyView(brief, false, told) : moreView(brief, false, told);
}

function moved(before: Brief, after: Brief): Markup | null {
  const [was, is] = [before.score, after.score];
  if (!was || !is) return null;
  return moveText({ before: was, after: is, parts: partsOf(was, is, 'ruling') });
}

export function createVerdict({ showBrief, judge }: { showBrief: ShowBrief; judge: Judge }): Verdict {
  /** In the modal, or in the DM when that is closed: what was said is said. */
  async function show(view: ModalView, text: KnownBlock, { modal, place }: Asked): Promise<void> {
    if (!(await modal.show(view))) await place.tell(message('Your correction is kept.', [text]));
  }

  return {
    async say({ button, from }, means, asked) {
      const by = asked.member.id;
      const before = await showBrief.unseen(button, by);
      const { statement, sayings } = means(before);
      const shared = { deal: before.deal, by, day: before.asOf };
      const said = await judge.sayAll(
        sayings.map(({ signal, ...saying }) => ({ ...shared, ...saying, signal: refOf(signal) })),
      );
      const after = await showBrief.behind(button, by, shownBy[from]);
      const inForce = new Set(after.signals.map(({ ruling }) => ruling?.id));
      if (!said.every(({ id }) => inForce.has(id))) throw new UserError(gone);
      const text = lines([statement, moved(before, after)]);
      const what = sayings.map(({ signal }) => signal.text).join(', ');
      const undo = undoButton(
        said.map(({ id }) => id),
        what,
      );
      await show(originView(after, from, [section(text, undo)]), section(text), asked);
    },

    async takeBack({ button, from }, ids, asked) {
      const by = asked.member.id;
      const before = await showBrief.unseen(button, by);
      const readable = new Set(before.notes.map(({ id }) => id));
      const isBack = await judge.takeBack(before.deal, { ids, readable }, by);
      if (!isBack) throw new UserError(nothing);
      const after = await showBrief.behind(button, by, shownBy[from]);
      const text = section(lines([md`Taken back.`, moved(before, after)]));
      await show(originView(after, from, [text]), text, asked);
    },
  };
}

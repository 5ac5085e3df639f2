import type { BlockAction } from '@slack/bolt';
import type { Rulings } from '../../brief/corrections/correction-store.ts';
import type { Response } from '../answer.ts';
import type { Audit } from '../audit.ts';
import type { ShowBrief } from '../brief/show-brief.ts';
import type { Once } from '../once.ts';
import { pressedValue } from '../pressed.ts';
import { createContest } from './contest.ts';
import { createJudge } from './judge.ts';
import { itemChoice } from './ledger.ts';
import { noteView } from './note-view.ts';
import { createSettle } from './settle.ts';
import { citedBehind, decodeState } from './state.ts';
import { createVerdict, originView, shownBy } from './verdict.ts';

interface Deps {
  readonly showBrief: ShowBrief;
  readonly rulings: Rulings;
  readonly audit: Audit;
  readonly changed: (user: string) => void;
  readonly once: Once;
  readonly now: () => Date;
}

/** All that is heard where somebody argues with a brief. */
export function createRulingVerb(deps: Deps) {
  const { showBrief, once } = deps;
  const verdict = createVerdict({ showBrief, judge: createJudge(deps) });
  const { contest, submit } = createContest({ showBrief, verdict, once });

  function note(body: BlockAction, value: string): Response {
    const { button, from } = decodeState(body.view);
    return {
      async work({ member, modal }) {
        const brief = await showBrief.behind(button, member.id, 'note');
        await modal.show(noteView(brief, citedBehind(brief, value), from));
      },
    };
  }

  return {
    ...createSettle(verdict),
    submit,
    contest: (body: BlockAction) => contest(body, pressedValue(body)),
    note: (body: BlockAction) => note(body, pressedValue(body)),

    /** The menu on a row of a ledger. */
    item(body: BlockAction): Response {
      const { does, value } = itemChoice(pressedValue(body));
      return does === 'contest' ? contest(body, value) : note(body, value);
    },

    back(body: BlockAction): Response {
      const { button, from } = decodeState(body.view);
      return {
        async work({ member, modal }) {
          await modal.show(originView(await showBrief.behind(button, member.id, shownBy[from]), from));
        },
      };
    },
  };
}

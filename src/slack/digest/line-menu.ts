import type { BlockAction } from '@slack/bolt';
import type { Asked, Response } from '../answer.ts';
import type { ShowBrief } from '../brief/show-brief.ts';
import type { Places } from '../place.ts';
import { pressedValue } from '../pressed.ts';
import type { BriefModal } from './brief-modal.ts';
import { type DealRef, dealRefOf } from './deal-ref.ts';
import { choices } from './ids.ts';
import type { LogLine } from './log-line.ts';
import type { createMarkButtons } from './mark-buttons.ts';
import type { Settle } from './settle.ts';

interface Deps {
  readonly markButtons: Pick<ReturnType<typeof createMarkButtons>, 'snooze' | 'kept'>;
  readonly briefModal: BriefModal;
  readonly showBrief: ShowBrief;
  readonly logLine: LogLine;
  readonly settle: Settle;
  readonly places: Places;
}

/** What the menu on a deal's line does, in a digest, in the list of those on track, and on Home. */
export function createLineMenu(deps: Deps) {
  const { markButtons, briefModal, showBrief, logLine, settle, places } = deps;

  function brief(body: BlockAction, ref: DealRef): Response {
    if (body.view) return briefModal(async () => ref);
    const inDm = (asked: Asked) => ({ ...asked, place: places.ofDm(asked.member.id) });
    return { work: (asked) => showBrief.inPlace({ ...ref, asker: asked.member.id }, inDm(asked)) };
  }

  return {
    line(body: BlockAction): Response {
      const ref = dealRefOf(body);
      const choice = pressedValue(body);
      if (choice === choices.brief) return brief(body, ref);
      if (choice === choices.snooze) return markButtons.snooze(body, ref);
      if (choice.startsWith(choices.kept)) {
        return markButtons.kept(body, ref, choice.slice(choices.kept.length));
      }
      settle.awaitNote(body.user.id, body, ref);
      return logLine.form(ref, 'spoke');
    },
  };
}

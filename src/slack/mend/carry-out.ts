import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { UserError } from '../../errors.ts';
import type { Alias } from '../../memory/identity/alias.ts';
import type { Mends } from '../../memory/identity/correct-people.ts';
import type { Roster } from '../../memory/memory.ts';
import type { NoteHeader } from '../../memory/note.ts';
import type { Asked, Response } from '../answer.ts';
import type { Audit } from '../audit.ts';
import { modal as modalView } from '../blocks.ts';
import type { ViewReply } from '../ear.ts';
import { message } from '../message.ts';
import type { Once } from '../once.ts';
import { pressedValue } from '../pressed.ts';
import { decodePlan, type Plan } from './state.ts';
import { doneBlocks, undoneBlocks, workingView } from './views.ts';
import { changeText, notesOf } from './words.ts';

interface Deps {
  readonly roster: Roster;
  readonly mends: Mends;
  readonly once: Once;
  readonly audit: Audit;
}

const repeatMs = 10 * 60 * 1000;
const acts = { rename: 'renamed', merge: 'merged', move: 'moved' } as const;
const nothing = 'That does not hold for you any more, so there is nothing to undo.';

/** Says it, and takes it back. */
export function createCarryOut({ roster, mends, once, audit }: Deps) {
  /** In the modal; in the conversation when it was closed meanwhile. */
  async function tell(blocks: readonly KnownBlock[], words: string, { modal, place }: Asked): Promise<void> {
    if (!(await modal.show(modalView(words, blocks)))) await place.tell(message(`${words}.`, blocks));
  }

  /** The deal that a brief of the person as they are now is of. */
  function dealOf({ deal }: Plan, { type, to }: Alias, asker: string): string {
    if (type !== 'move') return deal;
    const people = roster.people(roster.peek(asker), asker);
    return people.find(({ prospect }) => prospect.key === to.key)?.deal.key ?? deal;
  }

  return {
    save({ view }: ViewSubmitAction): Response<ViewReply> {
      const plan = decodePlan(view);
      const reply: ViewReply = { response_action: 'update', view: workingView('Saving…') };
      if (!once.isFirst(`${view.id} ${view.hash}`, repeatMs)) return { reply };
      return {
        reply,
        async work(asked) {
          const by = asked.member.id;
          const headers = await roster.headers(by);
          const { type, from, to } = plan;
          const alias = await mends.say({ type, from, to, by });
          audit({ did: acts[type], by, noteIds: idsOf(notesOf(plan, headers)) });
          await tell(doneBlocks(alias, dealOf(plan, alias, by), changeText(plan, headers)), 'Saved', asked);
        },
      };
    },

    undo(body: BlockAction): Response {
      const id = pressedValue(body);
      return {
        async work(asked) {
          const by = asked.member.id;
          const alias = await mends.takeBack(id, by);
          if (!alias) throw new UserError(nothing);
          const both = [alias.from.key, alias.to.key];
          const touched = roster
            .peek(by)
            .filter(({ prospects }) => prospects.some(({ key }) => both.includes(key)));
          audit({ did: 'undone', by, noteIds: idsOf(touched) });
          await tell(undoneBlocks(alias), 'Undone', asked);
        },
      };
    },
  };
}

function idsOf(headers: readonly NoteHeader[]): readonly string[] {
  return headers.map(({ id }) => id);
}

import type { BlockAction, SlashCommand } from '@slack/bolt';
import type { Roster } from '../../memory/memory.ts';
import type { Target } from '../../memory/target.ts';
import type { Asked, Response } from '../answer.ts';
import { modal as modalView } from '../blocks.ts';
import { type Asker, createFindPerson, typedName } from '../find-person.ts';
import { sentence } from '../message.ts';
import type { Once } from '../once.ts';
import type { Places } from '../place.ts';
import { pressedValue } from '../pressed.ts';
import { usage } from '../usage.ts';
import { parseDealButton } from './deal-button.ts';
import { ids } from './ids.ts';
import type { ShowBrief } from './show-brief.ts';

interface Deps {
  readonly roster: Roster;
  readonly showBrief: ShowBrief;
  readonly places: Places;
  readonly once: Once;
  readonly now: () => Date;
}

const briefForm = '`/brief Priya`, `/brief Rentfield`, or `/brief` alone to choose';
const repeatMs = 3_000;
const inDm = sentence('The brief is in your messages with SalesMemory.');

/** Every way to ask for a brief: by name, by choosing, by a button that carries the deal. */
export function createAskBrief({ showBrief, places, once, ...deps }: Deps) {
  const find = createFindPerson(deps, { ids, command: '/brief', question: 'Who is the call with?' });

  function show(target: Pick<Target, 'deal' | 'prospect'>, asked: Asked): Promise<void> {
    const request = { deal: target.deal.key, prospect: target.prospect?.key ?? null, asker: asked.member.id };
    return showBrief.inPlace(request, asked);
  }

  function askerOf({ member, place }: Asked): Asker {
    return { member, show: (message) => place.show(message) };
  }

  return {
    command({ text, user_id, channel_id }: SlashCommand): Response {
      const name = typedName(text);
      if (name === 'help') return usage(briefForm);
      if (!once.isFirst(`${user_id} ${channel_id} ${name}`, repeatMs)) return {};
      return {
        async work(asked) {
          const target = await find.byName(name, askerOf(asked));
          if (target) await show(target, asked);
        },
      };
    },

    /** A button elsewhere: what it stands on stays, and the brief is posted in the DM. */
    openBeside(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return {
        async work(asked) {
          const { member, modal } = asked;
          if (modal.isOpened) await modal.show(modalView('Brief', inDm.blocks));
          await showBrief.inPlace(
            { ...button, asker: member.id },
            { ...asked, place: places.ofDm(member.id) },
          );
        },
      };
    },

    /** One of several that were offered. */
    open(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return {
        work: (asked) => showBrief.inPlace({ ...button, asker: asked.member.id }, asked),
      };
    },

    /** Somebody chosen in a type-ahead. */
    pick(body: BlockAction): Response {
      const token = pressedValue(body);
      return {
        async work(asked) {
          await show(await find.byToken(token, askerOf(asked)), asked);
        },
      };
    },

    suggestions: find.suggestions,
  };
}

import type { BlockAction, SlashCommand } from '@slack/bolt';
import type { Target } from '../../memory/identity/people.ts';
import type { Roster } from '../../memory/memory.ts';
import { slowly } from '../../util/deadline.ts';
import type { Asked, Response } from '../answer.ts';
import { modal as modalView } from '../blocks.ts';
import { lookingMessage } from '../choices.ts';
import { type Asker, createFindPerson } from '../find-person.ts';
import { sentence } from '../message.ts';
import type { Once } from '../once.ts';
import type { Places } from '../place.ts';
import { pressedValue } from '../pressed.ts';
import { usage } from '../usage.ts';
import { createReadAsking } from './as-of.ts';
import { dayOfBlock, parseDealButton } from './deal-button.ts';
import { ids } from './ids.ts';
import type { ShowBrief } from './show-brief.ts';

interface Deps {
  readonly roster: Roster;
  readonly showBrief: ShowBrief;
  readonly places: Places;
  readonly once: Once;
  readonly now: () => Date;
}

const briefForm =
  '`/brief Priya`, `/brief Rentfield`, `/brief Priya as of 1 May`, or `/brief` alone to choose';
const repeatMs = 3_000;
const inDm = sentence('The brief is in your messages with SalesMemory.');

/** Every way to ask for a brief: by name, by choosing, by a button that carries the deal. */
export function createAskBrief({ showBrief, places, once, ...deps }: Deps) {
  const question = 'Who is the call with?';
  const find = createFindPerson(deps, { ids, command: '/brief', question, knowsMoves: true });

  const readAsking = createReadAsking(deps);

  function show(target: Pick<Target, 'deal' | 'prospect'>, asked: Asked, asOf?: string): Promise<void> {
    const { deal, prospect } = target;
    const request = { deal: deal.key, prospect: prospect?.key ?? null, asker: asked.member.id, asOf };
    return showBrief.inPlace(request, asked);
  }

  function askerOf({ member, place }: Asked, asOf?: string): Asker {
    return { member, show: (message) => place.show(message), asOf };
  }

  async function named(typed: string, asked: Asked): Promise<void> {
    const asking = readAsking(typed, asked.member);
    const { name, asOf } = await slowly(asking, () => asked.place.progress(lookingMessage()));
    const target = await find.byName(name, askerOf(asked, asOf));
    if (target) await show(target, asked, asOf);
  }

  return {
    /** By what may stand after `/brief`; nothing at all offers the recent ones. */
    named,

    command({ text, user_id, channel_id }: SlashCommand): Response {
      const typed = text.trim();
      if (typed === 'help') return usage(briefForm);
      if (!once.isFirst(`${user_id} ${channel_id} ${typed}`, repeatMs)) return {};
      return { work: (asked) => named(typed, asked) };
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
          await show(await find.byToken(token, askerOf(asked)), asked, dayOfBlock(body.actions[0]));
        },
      };
    },

    suggestions: find.suggestions,
  };
}

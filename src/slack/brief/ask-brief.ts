import type { BlockAction, BlockSuggestion, SlashCommand } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import { UserError } from '../../errors.ts';
import type { Roster } from '../../memory/memory.ts';
import {
  type Person,
  peopleOf,
  type Resolution,
  resolve,
  suggest,
  type Target,
} from '../../memory/people.ts';
import type { Asked, Response } from '../answer.ts';
import { option } from '../blocks.ts';
import { dayIn } from '../dates.ts';
import { clean, clip } from '../mrkdwn.ts';
import type { Once } from '../once.ts';
import { personLabel, personOf, personToken } from '../person-option.ts';
import { pressedValue } from '../pressed.ts';
import { slowly } from '../slowly.ts';
import { usage } from '../usage.ts';
import { lookingMessage, nobodyMessage, recentMessage, severalMessage, slipMessage } from './choices.ts';
import { parseDealButton } from './deal-button.ts';
import type { ShowBrief } from './show-brief.ts';

interface Deps {
  readonly roster: Roster;
  readonly showBrief: ShowBrief;
  readonly once: Once;
  readonly now: () => Date;
}

const briefForm = '`/brief Priya`, `/brief Rentfield`, or `/brief` alone to choose';
const longestName = 80;
const repeatMs = 3_000;

/** Every way to ask for a brief: by name, by choosing, by a button that carries the deal. */
export function createAskBrief({ roster, showBrief, once, now }: Deps) {
  function show(target: Pick<Target, 'deal' | 'prospect'>, asked: Asked): Promise<void> {
    const request = { deal: target.deal.key, prospect: target.prospect?.key ?? null, asker: asked.member.id };
    return showBrief.inPlace(request, asked);
  }

  async function peopleFor({ member, place }: Asked): Promise<readonly Person[]> {
    return peopleOf(await slowly(roster.headers(member.id), () => place.show(lookingMessage())));
  }

  async function answer(name: string, found: Resolution, asked: Asked): Promise<void> {
    const today = dayIn(asked.member.zone, now());
    if (found.kind === 'one') return show(found.target, asked);
    if (found.kind === 'many') return asked.place.show(severalMessage(name, found.targets, today));
    if (found.kind === 'slip') return asked.place.show(slipMessage(name, found.targets, today));
    return asked.place.show(nobodyMessage(name));
  }

  return {
    command({ text, user_id, channel_id }: SlashCommand): Response {
      const name = clip(clean(text).trim(), longestName);
      if (name === 'help') return usage(briefForm);
      if (!once.isFirst(`${user_id} ${channel_id} ${name}`, repeatMs)) return {};
      return {
        async work(asked) {
          const headers = await slowly(roster.headers(user_id), () => asked.place.show(lookingMessage()));
          if (name) return answer(name, resolve(name, headers), asked);
          const recent = peopleOf(headers).slice(0, 5);
          await asked.place.show(recentMessage(recent, dayIn(asked.member.zone, now())));
        },
      };
    },

    /** A button that carries the deal. */
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
          const person = personOf(token, await peopleFor(asked));
          if (!person)
            throw new UserError('That person is not in your notes any more. Try `/brief` to choose again.');
          await show(person, asked);
        },
      };
    },

    async suggestions({ value, user }: BlockSuggestion): Promise<readonly PlainTextOption[]> {
      const people = peopleOf(await roster.headers(user.id));
      return suggest(clean(value).trim(), people, 100).map((person) =>
        option(personLabel(person), personToken(person)),
      );
    },
  };
}

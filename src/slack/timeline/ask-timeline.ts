import type { BlockAction, SlashCommand } from '@slack/bolt';
import type { Roster } from '../../memory/memory.ts';
import type { Asked, Response } from '../answer.ts';
import { parseDealButton } from '../brief/deal-button.ts';
import { type Asker, createFindPerson, typedName } from '../find-person.ts';
import { pressedValue } from '../pressed.ts';
import { usage } from '../usage.ts';
import { ids } from './ids.ts';
import { loadingTimeline, type ShowTimeline } from './show-timeline.ts';
import { firstPage } from './state.ts';

interface Deps {
  readonly roster: Roster;
  readonly showTimeline: ShowTimeline;
  readonly now: () => Date;
}

const timelineForm = '`/timeline Priya`, `/timeline Rentfield`, or `/timeline` alone to choose';

/** The ways into a timeline: by name, by choosing. */
export function createAskTimeline({ showTimeline, ...deps }: Deps) {
  const question = 'Whose calls do you want to see?';
  const find = createFindPerson(deps, { ids, command: '/timeline', question });

  function askerOf(asked: Asked): Asker {
    return { member: asked.member, show: (message) => showTimeline.message(message, asked) };
  }

  return {
    command({ text }: SlashCommand): Response {
      const name = typedName(text);
      if (name === 'help') return usage(timelineForm);
      return {
        opens: loadingTimeline(),
        async work(asked) {
          const target = await find.byName(name, askerOf(asked));
          if (!target) return;
          const { deal, prospect } = target;
          await showTimeline.show(firstPage({ deal: deal.key, prospect: prospect?.key ?? null }), asked);
        },
      };
    },

    choose(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return { opens: loadingTimeline(), work: (asked) => showTimeline.show(firstPage(button), asked) };
    },

    pick(body: BlockAction): Response {
      const token = pressedValue(body);
      return {
        opens: loadingTimeline(),
        async work(asked) {
          const { deal, prospect } = await find.byToken(token, askerOf(asked));
          await showTimeline.show(firstPage({ deal: deal.key, prospect: prospect.key }), asked);
        },
      };
    },

    suggestions: find.suggestions,
  };
}

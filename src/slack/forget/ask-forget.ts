import type { BlockAction, SlashCommand } from '@slack/bolt';
import type { Asked, Response } from '../answer.ts';
import { parseDealButton } from '../brief/deal-button.ts';
import { type FindPerson, typedName } from '../find-person.ts';
import { pressedValue } from '../pressed.ts';
import { usage } from '../usage.ts';
import type { SendExport } from './send-export.ts';
import type { ShowPreview } from './show-preview.ts';
import { decodeSubject } from './state.ts';

interface Deps {
  readonly find: FindPerson;
  readonly preview: ShowPreview;
  readonly sendExport: SendExport;
}

const forgetForm = '`/forget Priya Sharma`: it shows what would go before anything goes';

/** The ways to a preview, and the export offered there. */
export function createAskForget({ find, preview, sendExport }: Deps) {
  return {
    command({ text }: SlashCommand): Response {
      const name = typedName(text);
      if (name === 'help') return usage(forgetForm);
      return { work: (asked) => preview.byName(name, asked) };
    },

    choose(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return { work: (asked) => preview.of(button, asked) };
    },

    pick(body: BlockAction): Response {
      const token = pressedValue(body);
      return {
        async work(asked: Asked) {
          const asker = { member: asked.member, show: asked.place.show };
          const { deal, prospect } = await find.byToken(token, asker);
          await preview.of({ deal: deal.key, prospect: prospect.key }, asked);
        },
      };
    },

    suggestions: find.suggestions,

    exportNotes(body: BlockAction): Response {
      const subject = decodeSubject(pressedValue(body));
      return { work: (asked) => sendExport(subject, asked) };
    },
  };
}

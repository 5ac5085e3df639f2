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

const forgetForm =
  '`/forget Priya Sharma`, or `/forget Priya Sharma export` to be sent the notes; it shows what would go before anything goes';

/** The ways to a preview, and the export offered there. */
export function createAskForget({ find, preview, sendExport }: Deps) {
  return {
    command({ text }: SlashCommand): Response {
      const { name, isExport } = parseForgetText(text);
      if (name === 'help') return usage(forgetForm);
      return {
        async work(asked) {
          const subject = await preview.byName(name, asked);
          if (subject && isExport) await sendExport(subject, asked);
        },
      };
    },

    choose(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return {
        async work(asked) {
          await preview.of(button, asked);
        },
      };
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

/** `Priya Sharma export` asks for the notes as well. */
function parseForgetText(text: string): { name: string; isExport: boolean } {
  const [, name = text, word] = /^(.*\S)\s+(export)$/is.exec(text.trim()) ?? [];
  return { name: typedName(name), isExport: word !== undefined };
}

import type { BlockAction, SlackShortcut, SlashCommand } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Asked, Response } from '../answer.ts';
import { parseDealButton } from '../brief/deal-button.ts';
import type { Message } from '../message.ts';
import { permalinkOf } from '../permalink.ts';
import { pressedValue } from '../pressed.ts';
import { readableText } from '../slack-text.ts';
import { usage } from '../usage.ts';
import { formView, loadingView } from './form.ts';
import { unopenedMessage } from './handed-back.ts';
import { withNewPerson, withPerson } from './opening.ts';
import type { Start } from './start.ts';
import { type FilledForm, withTypedName } from './typed-name.ts';
import { parseLogText } from './typed-text.ts';

const logForm = '`/log`, `/log Priya` or `/log Priya: two sentences on the call`';

/** Opens the form from a command, a shortcut or a button. */
export function createOpenForm(start: Start, client: WebClient) {
  /** `unopened` is for what would be lost if Slack does not open the form. */
  function opening(draftFor: (asked: Asked) => Promise<FilledForm>, unopened?: Message): Response {
    return {
      opens: loadingView(false),
      ...(unopened ? { unopened } : {}),
      async work(asked) {
        const { draft, notice } = await draftFor(asked);
        await asked.modal.show(formView(draft, notice ? { notice } : {}));
      },
    };
  }

  function fromText(text: string): Response {
    const { name, note } = parseLogText(text);
    const unopened = note ? unopenedMessage(text) : undefined;
    return opening(async (asked) => {
      const empty = { ...start.draft(asked, 'command'), text: note };
      return withTypedName(empty, name, await start.people(asked));
    }, unopened);
  }

  return {
    command: ({ text }: SlashCommand) => (/^\s*help\s*$/i.test(text) ? usage(logForm) : fromText(text)),

    /** From the message that holds what was typed when Slack did not open the form. */
    reopen: (body: BlockAction) => fromText(pressedValue(body)),

    shortcut(body: SlackShortcut): Response {
      const isMessage = body.type === 'message_action';
      const text = isMessage ? readableText(body.message.text ?? '') : '';
      const at = isMessage ? { channel: body.channel.id, ts: body.message_ts } : undefined;
      return opening(async (asked) => {
        const link = at ? await permalinkOf(client, at) : null;
        const draft = start.draft(asked, isMessage ? 'message' : 'shortcut', link);
        return { draft: { ...draft, text } };
      });
    },

    fromBrief(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return opening(async (asked) => {
        const person = await start.person(asked, button);
        const draft = start.draft(asked, 'brief');
        return { draft: person ? withPerson(draft, person) : draft };
      });
    },

    /** For a name without notes: the button carries the name as typed. */
    firstCall(body: BlockAction): Response {
      const name = pressedValue(body);
      return opening(async (asked) => ({ draft: withNewPerson(start.draft(asked, 'brief'), name) }));
    },
  };
}

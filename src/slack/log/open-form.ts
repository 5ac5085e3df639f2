import type { BlockAction, SlackShortcut, SlashCommand } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { peopleOf } from '../../memory/people.ts';
import type { Response } from '../answer.ts';
import { parseDealButton } from '../brief/deal-button.ts';
import { pressedValue } from '../pressed.ts';
import { readableText } from '../slack-text.ts';
import { usage } from '../usage.ts';
import { formView, loadingView } from './form.ts';
import { parseLogText, withNewPerson, withPerson, withTypedName } from './opening.ts';
import type { Start } from './start.ts';

const logForm = '`/log`, `/log Priya` or `/log Priya: two sentences on the call`';

/** Opens the form from a command, a shortcut or a button. */
export function createOpenForm(start: Start, client: WebClient) {
  return {
    command({ text }: SlashCommand): Response {
      const { name, note } = parseLogText(text);
      if (name === 'help') return usage(logForm);
      return {
        opens: loadingView(false),
        async work(asked) {
          const empty = { ...start.draft(asked, 'command'), text: note };
          const { draft, ...notice } = withTypedName(empty, name, await start.headers(asked));
          await asked.modal.show(formView(draft, notice));
        },
      };
    },

    shortcut(body: SlackShortcut): Response {
      return {
        opens: loadingView(false),
        async work(asked) {
          const isMessage = body.type === 'message_action';
          const text = isMessage ? readableText(body.message.text ?? '') : '';
          const draft = start.draft(asked, isMessage ? 'message' : 'shortcut', await permalink(client, body));
          await asked.modal.show(formView({ ...draft, text }));
        },
      };
    },

    fromBrief(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return {
        opens: loadingView(false),
        async work(asked) {
          const people = peopleOf(await start.headers(asked));
          const inDeal = people.filter(({ deal }) => deal.key === button.deal);
          const person = inDeal.find(({ prospect }) => prospect.key === button.prospect) ?? inDeal[0];
          const draft = start.draft(asked, 'brief');
          await asked.modal.show(formView(person ? withPerson(draft, person) : draft));
        },
      };
    },

    /** For a name without notes: the button carries the name as typed. */
    firstCall(body: BlockAction): Response {
      const name = pressedValue(body);
      return {
        opens: loadingView(false),
        async work(asked) {
          await asked.modal.show(formView(withNewPerson(start.draft(asked, 'brief'), name)));
        },
      };
    },
  };
}

/** Needs no scope; null when Slack can't say. */
async function permalink(client: WebClient, body: SlackShortcut): Promise<string | null> {
  if (body.type !== 'message_action') return null;
  const asked = { channel: body.channel.id, message_ts: body.message_ts };
  const found = await client.chat.getPermalink(asked).catch(() => undefined);
  return found?.permalink ?? null;
}

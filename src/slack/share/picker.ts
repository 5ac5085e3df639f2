import type { BlockAction } from '@slack/bolt';
import type { Response } from '../answer.ts';
import { parseDealButton } from '../brief/deal-button.ts';
import { pressedValue } from '../pressed.ts';
import { whileWaiting } from './draw.ts';
import type { Look } from './look.ts';
import { channelOf, decodeCarried, type Subject } from './state.ts';
import { lookingView, openingView } from './views.ts';

/** From the press on Share to the preview: nothing here can post. */
export function createPicker(look: Look) {
  function lookAt(channel: string, subject: Subject): Response {
    return {
      opens: lookingView(subject),
      work: (asked) => look.at({ channel, subject }, asked.member, whileWaiting(asked)),
    };
  }

  /** Pressed in a channel, that one is looked at: it is refused at the press. */
  function open(body: BlockAction, subject: Subject): Response {
    const here = channelOf(body);
    if (here) return lookAt(here, subject);
    return {
      opens: openingView(subject),
      async work(asked) {
        await look.found(subject, asked.member, whileWaiting(asked));
      },
    };
  }

  return {
    brief(body: BlockAction): Response {
      const { deal, prospect, asOf } = parseDealButton(pressedValue(body));
      return open(body, { kind: 'brief', deal, prospect, asOf });
    },

    note: (body: BlockAction): Response => open(body, { kind: 'note', id: pressedValue(body) }),

    choose(body: BlockAction): Response {
      const { subject, channel } = decodeCarried(body.view);
      return channel ? lookAt(channel, subject) : { opens: openingView(subject) };
    },
  };
}

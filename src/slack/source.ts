import type { BlockAction, SlackShortcut, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type { Place, Places } from './place.ts';

/** One payload, as far as every kind of it has the same. */
export interface Source {
  readonly name: string;
  readonly user: string;
  readonly place: Place;
  readonly triggerId: string | undefined;
  readonly viewId: string | undefined;
}

/** Reads from each kind of payload who asked, where the answer goes and what may open a modal. */
export function createSources(places: Places) {
  return {
    ofCommand(name: string, body: SlashCommand): Source {
      const place = places.ofCommand(body);
      return { name, user: body.user_id, place, triggerId: body.trigger_id, viewId: undefined };
    },
    ofShortcut(name: string, body: SlackShortcut): Source {
      const url = body.type === 'message_action' ? body.response_url : undefined;
      const place = places.ofShortcut(body.user.id, url);
      return { name, user: body.user.id, place, triggerId: body.trigger_id, viewId: undefined };
    },
    ofAction(name: string, body: BlockAction): Source {
      const pressed = { responseUrl: body.response_url, channel: body.channel?.id };
      const place = places.ofMessage(body.user.id, pressed);
      return { name, user: body.user.id, place, triggerId: body.trigger_id, viewId: modalId(body) };
    },
    ofEvent(name: string, user: string, place: Place): Source {
      return { name, user, place, triggerId: undefined, viewId: undefined };
    },
    ofSubmit(name: string, body: ViewSubmitAction): Source {
      const place = places.ofDm(body.user.id);
      return { name, user: body.user.id, place, triggerId: undefined, viewId: body.view.id };
    },
  };
}

/** Home is a view too, but what opens there is a modal of its own. */
function modalId({ view }: BlockAction): string | undefined {
  return view?.type === 'modal' ? view.id : undefined;
}

import { z } from 'zod';
import type { View } from '../blocks/block.ts';
import type { JsonObject } from '../json.ts';
import { viewOutput } from '../output.ts';
import { SlackRefusal } from '../refusal.ts';
import type { StoredView } from '../workspace.ts';
import { type ApiParts, type Methods, method } from './method.ts';

const withTrigger = z.looseObject({ trigger_id: z.string(), view: z.unknown() });
const withRef = z.looseObject({
  view_id: z.string().optional(),
  external_id: z.string().optional(),
  hash: z.string().optional(),
  view: z.unknown(),
});
const withUser = z.looseObject({ user_id: z.string(), hash: z.string().optional(), view: z.unknown() });

const assertType = (view: View, type: View['type']): View => {
  if (view.type === type) return view;
  const messages = [`[ERROR] must be ${type} [json-pointer:/view/type]`];
  throw new SlackRefusal('invalid_arguments', { messages });
};

/** `views.*`; a layout is judged before its trigger id is spent, as at Slack. */
export const viewMethods = ({ core, directory, triggers, views, layouts }: ApiParts): Methods => {
  const shown = (stored: StoredView): JsonObject => ({ view: viewOutput(stored, core) });
  return {
    'views.open': method(null, withTrigger, ({ trigger_id: trigger, view }) => {
      const modal = assertType(layouts.view('views.open', view), 'modal');
      return shown(views.open(triggers.exchange(trigger).user, modal));
    }),
    'views.push': method(null, withTrigger, ({ trigger_id: trigger, view }) => {
      const modal = assertType(layouts.view('views.push', view), 'modal');
      const { user, view: from } = triggers.exchange(trigger);
      if (from === undefined) throw new SlackRefusal('not_found');
      return shown(views.push(user, modal));
    }),
    'views.update': method(null, withRef, ({ view, ...ref }) =>
      shown(views.update(ref, layouts.view('views.update', view))),
    ),
    'views.publish': method(null, withUser, ({ user_id: user, hash, view }) => {
      if (!core.manifest.features.app_home.home_tab_enabled) throw new SlackRefusal('not_enabled');
      const home = assertType(layouts.view('views.publish', view), 'home');
      return shown(views.publish(directory.person(user).id, home, hash));
    }),
  };
};

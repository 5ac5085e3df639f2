import type { InputBlock, ModalView } from '@slack/types';
import { context, input, modal, option, plain, section } from '../kit/blocks.ts';
import { fieldsOf } from '../kit/filled-form.ts';
import type { UserGroup } from '../kit/groups.ts';
import { teamIds } from '../kit/ids.ts';
import { limits, type Markup, md } from '../kit/text.ts';

export const title = 'Who is the team';

/** While Slack is asked which groups there are. */
export function loadingView(): ModalView {
  return modal(title, [context(md`Loading…`)]);
}

interface FormContent {
  /** Who it is now. */
  readonly now: Markup;
  /** Id of the group; null for everybody. */
  readonly chosen: string | null;
  /** None where Slack does not tell of any. */
  readonly userGroups: readonly UserGroup[];
}

const kinds = { everybody: 'Every full member', channel: 'A channel', group: 'A user group' } as const;
type Kind = keyof typeof kinds;

/** Everybody, who is in a channel, or who is in a user group. */
export function chooseForm({ now, chosen, userGroups }: FormContent): ModalView {
  const kind: Kind = chosen === null ? 'everybody' : chosen.startsWith('S') ? 'group' : 'channel';
  return {
    ...modal(title, [
      section(md`${now}`),
      kindInput(kind, userGroups.length > 0),
      channelInput(kind === 'channel' ? chosen : null),
      ...(userGroups.length > 0 ? [groupInput(userGroups, chosen)] : []),
      context(
        md`The team reads what is shared with it, and nobody else does. Who reads less does so at once. Where more people will read, everybody who has shared notes is told, and it holds a day later.`,
      ),
    ]),
    callback_id: teamIds.view,
    submit: plain('Save', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
  };
}

function kindInput(kind: Kind, hasGroups: boolean): InputBlock {
  const all = Object.entries(kinds).map(([value, text]) => option(text, value));
  const options = all.filter(({ value }) => hasGroups || value !== 'group');
  const initial = options.find(({ value }) => value === kind);
  return input(teamIds.kind, 'The team is', {
    type: 'radio_buttons',
    action_id: teamIds.kind,
    options,
    ...(initial ? { initial_option: initial } : {}),
  });
}

function channelInput(chosen: string | null): InputBlock {
  return {
    ...input(teamIds.channel, 'Channel', {
      type: 'conversations_select',
      action_id: teamIds.channel,
      placeholder: plain('Choose a channel', limits.placeholder),
      filter: {
        include: ['public', 'private'],
        exclude_external_shared_channels: true,
        exclude_bot_users: true,
      },
      ...(chosen ? { initial_conversation: chosen } : {}),
    }),
    optional: true,
    hint: plain('Invite SalesMemory to a private one first.'),
  };
}

function groupInput(groups: readonly UserGroup[], chosen: string | null): InputBlock {
  const options = groups.slice(0, limits.options).map(({ id, handle }) => option(`@${handle}`, id));
  const initial = options.find(({ value }) => value === chosen);
  return {
    ...input(teamIds.group, 'User group', {
      type: 'static_select',
      action_id: teamIds.group,
      placeholder: plain('Choose a user group', limits.placeholder),
      options,
      ...(initial ? { initial_option: initial } : {}),
    }),
    optional: true,
  };
}

/** The group that was chosen, null for everybody; else the field that lacks something, and what to do. */
export type ChosenGroup = { readonly group: string | null } | { readonly errors: Record<string, string> };

/** Throws when it is not our form. */
export function decodeChoice(view: unknown): ChosenGroup {
  const fieldOf = fieldsOf(view);
  const kind = fieldOf(teamIds.kind)?.selected_option?.value;
  if (kind === 'channel') {
    const channel = fieldOf(teamIds.channel)?.selected_conversation;
    return channel ? { group: channel } : { errors: { [teamIds.channel]: 'Choose the channel.' } };
  }
  if (kind !== 'group') return { group: null };
  const group = fieldOf(teamIds.group)?.selected_option?.value;
  return group ? { group } : { errors: { [teamIds.group]: 'Choose the user group.' } };
}

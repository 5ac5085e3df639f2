import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { UserError } from '../../errors.ts';
import type { NoteRoster, StateBank } from '../../memory/memory.ts';
import type { ChosenTeamStore, TeamChange } from '../../memory/team.ts';
import { dayIn, dayName } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import type { Audit } from '../kit/audit.ts';
import {
  button,
  context,
  input,
  type Message,
  message,
  modal as modalView,
  option,
  plain,
  section,
  workingView,
} from '../kit/blocks.ts';
import type { CommandName } from '../kit/commands.ts';
import { clockTime } from '../kit/dates.ts';
import type { Deliver } from '../kit/delivery.ts';
import { fieldsOf } from '../kit/filled-form.ts';
import type { Groups, UserGroup } from '../kit/groups.ts';
import { teamIds } from '../kit/ids.ts';
import type { Member, Members } from '../kit/members.ts';
import { mention } from '../kit/note-blocks.ts';
import type { WeekChanged } from '../kit/ports.ts';
import type { Response, ViewReply } from '../kit/request.ts';
import { slackCode } from '../kit/slack-errors.ts';
import { limits, lines, type Markup, md } from '../kit/text.ts';
import { createLeaverForms, type LeaverDeps } from './leavers.ts';

interface Deps extends LeaverDeps {
  readonly team: ChosenTeamStore;
  readonly groups: Groups;
  readonly roster: Pick<NoteRoster, 'authors' | 'peek'>;
  readonly state: Pick<StateBank, 'claim'>;
  readonly members: Members;
  readonly deliver: Deliver;
  readonly audit: Audit;
  readonly commandName: CommandName;
  /** Draws somebody's Home again. */
  readonly changed: WeekChanged;
  readonly now: () => Date;
  /** Hears of who could not be told. */
  readonly report: (error: unknown) => void;
}

const adminsOnly = 'Only workspace admins choose who the team is.';

/** An admin chooses who the team is; those who have shared notes hear of it before more people read them. */
export function createTeamVerb(deps: Deps) {
  const { team, groups, members, audit } = deps;
  const words = createWords(deps);
  const leavers = createLeaverForms(deps);

  async function allow(user: string): Promise<void> {
    if (!(await members.isAdmin(user))) throw new UserError(adminsOnly);
    if (team.isFixed)
      throw new UserError(
        'SALES_GROUP in the settings names the team: who runs SalesMemory changes it there.',
      );
  }

  return {
    leavers,

    /** What Home says of it to an admin; nothing to others. */
    async homeBlocks({ isAdmin, zone }: Pick<Member, 'isAdmin' | 'zone'>): Promise<readonly KnownBlock[]> {
      if (!isAdmin) return [];
      await team.ready();
      const said = await words.now(zone);
      return [
        team.isFixed ? section(said) : section(said, button(teamIds.open, 'Choose the team')),
        section(md`Somebody left? A colleague can have their deals.`, button(teamIds.leavers, 'Move deals')),
      ];
    },

    open(_body: BlockAction): Response {
      return {
        opens: loadingView(),
        async work({ member, modal }) {
          await allow(member.id);
          await team.ready();
          const [now, userGroups] = await Promise.all([words.now(member.zone), groups.userGroups()]);
          const { now: chosen, next } = team.chosen();
          await modal.show(chooseForm({ now, chosen: next ? next.group : chosen, userGroups }));
        },
      };
    },

    submit({ view }: ViewSubmitAction): Response<ViewReply> {
      const chosen = decodeChoice(view);
      if ('errors' in chosen) return { reply: { response_action: 'errors', errors: chosen.errors } };
      return {
        reply: { response_action: 'update', view: loadingView() },
        async work({ member, modal, place }) {
          await allow(member.id);
          const change = await choose(deps, chosen.group, member.id);
          if (change.became !== 'same') audit({ did: 'chose the team', by: member.id, noteIds: [] });
          const told = await tellAuthors(deps, change, member.id);
          deps.changed(member.id);
          const done = await words.done(change, told, member.zone);
          if (!(await modal.show(modalView(title, done.blocks)))) await place.tell(done);
        },
      };
    },

    /** The settings name another team than before. */
    async changed(change: TeamChange): Promise<void> {
      await tellAuthors(deps, change, null);
    },
  };
}

const untold: Readonly<Record<string, string>> = {
  missing_scope:
    'SalesMemory may not look who is in it yet. Whoever runs it installs the app again with usergroups:read (a user group) or channels:read and groups:read (a channel).',
  channel_not_found:
    'SalesMemory is not in that channel. Type /invite @SalesMemory there, then choose it once more.',
};

async function choose({ team }: Deps, group: string | null, by: string): Promise<TeamChange> {
  try {
    return await team.choose(group, by);
  } catch (error) {
    const code = slackCode(error);
    if (code === undefined && !(error instanceof RangeError)) throw error;
    const why =
      untold[code ?? ''] ??
      'Slack does not tell who is in it. Nothing has changed: choose another, or try again in a minute.';
    throw new UserError(why, { cause: error });
  }
}

/** Of an instant in ISO 8601, to its hour. */
const hourLength = 13;

/** Everybody with a note that the team may read hears once of a change that lets others read. Tells how many. */
async function tellAuthors(deps: Deps, change: TeamChange, by: string | null): Promise<number> {
  const { roster, state, members, deliver, report } = deps;
  const { became, before } = change;
  if (became !== 'waits' && became !== 'kept') return 0;
  const { next } = became === 'waits' ? change.chosen : before;
  // Of several processes that start with new settings one tells.
  const at = by === null ? next?.from.slice(0, hourLength) : next?.from;
  if (!(await state.claim(`team ${became} ${next?.group ?? ''} ${at ?? ''}`))) return 0;
  const authors = [...(await roster.authors()).keys()];
  const sharers = authors.filter((user) =>
    roster.peek(user).some(({ author, visibility }) => author === user && visibility === 'team'),
  );
  const words = createWords(deps);
  let told = 0;
  for (const user of sharers) {
    try {
      const { zone, barred } = await members.get(user);
      if (barred !== null) continue;
      await deliver.dm(user, await words.notice(change, by, zone));
      told += 1;
    } catch (error) {
      report(error);
    }
  }
  return told;
}

type Wording = Pick<Deps, 'team' | 'groups' | 'commandName' | 'now'>;

/** What is said of who the team is. */
function createWords({ team, groups, commandName, now }: Wording) {
  const nameOf = async (group: string | null) =>
    group === null ? md`every full member of this workspace` : md`everybody in ${await groups.name(group)}`;
  const sizeOf = async (group: string | null) => {
    const found = group === null ? undefined : await groups.read(group).catch(() => undefined);
    return found ? md` (${counted(found.size, 'person', 'people')})` : md``;
  };
  const whenIn = (from: string, zone: string) => {
    const at = new Date(from);
    return `${dayName(dayIn(zone, at), dayIn(zone, now()))} at ${clockTime(at, zone)}`;
  };

  async function standing(zone: string): Promise<Markup> {
    const { now: group, next } = team.chosen();
    const size = team.size();
    const many = size === null || next !== null ? md`` : md` (${counted(size, 'person', 'people')})`;
    const fixed = team.isFixed ? md` The settings say so.` : md``;
    if (next === null) return md`*Your team* is ${await nameOf(group)}${many}.${fixed}`;
    const [name, later] = await Promise.all([nameOf(group), nameOf(next.group)]);
    return md`*Your team* is ${name}. From ${whenIn(next.from, zone)} on it is ${later}; until then only who is in both reads what is shared.${fixed}`;
  }

  return {
    async now(zone: string): Promise<Markup> {
      const unread = team.isUnread()
        ? md`Slack does not tell who is in it just now, so what is shared is read by its author alone.`
        : null;
      return lines([await standing(zone), unread]);
    },

    /** For the admin. */
    async done({ became }: TeamChange, told: number, zone: string): Promise<Message> {
      const said = await standing(zone);
      const many = counted(told, 'person', 'people');
      const who =
        told === 0
          ? md`Nobody has shared a note yet, so nobody was told.`
          : md`${many} who shared notes ${told === 1 ? 'was' : 'were'} told.`;
      const held = { same: 'Nothing has changed.', held: 'It holds from now on.' };
      const rest = became === 'same' || became === 'held' ? md`${held[became]}` : who;
      return message('The team is chosen.', [section(lines([said, rest]))]);
    },

    /** For who has shared notes. */
    async notice({ became, before, chosen }: TeamChange, by: string | null, zone: string): Promise<Message> {
      const who = by === null ? md`The settings have changed.` : md`${mention(by)} chose this.`;
      const { next } = became === 'waits' ? chosen : before;
      const [was, later, many] = await Promise.all([
        nameOf(before.now),
        nameOf(next?.group ?? null),
        sizeOf(next?.group ?? null),
      ]);
      if (became === 'kept') {
        return message('Who reads your shared notes stays as it was.', [
          section(
            md`What you have shared with your team stays with ${was}. ${later} will not read it after all. ${who}`,
          ),
        ]);
      }
      const from = next ? whenIn(next.from, zone) : '';
      return message(`More people will read your shared notes from ${from} on.`, [
        section(
          lines([
            md`*More people will read what you have shared with your team.* From ${from} on it is ${later}${many}; until now it was ${was}. ${who}`,
            md`Private notes stay yours. What the others are not to read you can make private before: \`${commandName('timeline')}\` has the button under each note.`,
          ]),
        ),
      ]);
    },
  };
}

const title = 'Who is the team';

/** While Slack is asked which groups there are. */
function loadingView(): ModalView {
  return workingView(title, 'Loading…');
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
    ...modalView(title, [
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
type ChosenGroup = { readonly group: string | null } | { readonly errors: Record<string, string> };

/** Throws when it is not our form. */
function decodeChoice(view: unknown): ChosenGroup {
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

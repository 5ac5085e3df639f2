import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import pMap from 'p-map';
import { z } from 'zod';
import { type Managed, type Managers, noticeDays } from '../../digest/managers.ts';
import { UserError } from '../../errors.ts';
import type { Team } from '../../memory/team.ts';
import { addDays, dayIn, dayName } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { groupBy } from '../../util/group-by.ts';
import type { Audit } from '../kit/audit.ts';
import {
  actions,
  button,
  context,
  input,
  type Message,
  message,
  modal,
  plain,
  section,
  workingView,
} from '../kit/blocks.ts';
import type { Deliver } from '../kit/delivery.ts';
import { fieldsOf } from '../kit/filled-form.ts';
import { managerIds } from '../kit/ids.ts';
import type { Members } from '../kit/members.ts';
import { mention } from '../kit/note-blocks.ts';
import type { WeekChanged } from '../kit/ports.ts';
import { type Once, type Request, type Response, submittedOnce, type ViewReply } from '../kit/request.ts';
import { limits, lines, type Markup, md } from '../kit/text.ts';
import { rowBlocks } from '../kit/week-lines.ts';

export interface NamingDeps {
  readonly managers: Managers;
  readonly team: Pick<Team, 'has' | 'ready'>;
  readonly members: Members;
  readonly deliver: Deliver;
  readonly once: Once;
  readonly audit: Audit;
  readonly changed: WeekChanged;
  readonly now: () => Date;
  /** Hears of who could not be told. */
  readonly report: (error: unknown) => void;
}

const title = 'Who leads whom';
const adminsOnly = 'Only workspace admins name who leads whom.';
/** Ours: more people than one week can be about. */
const mostPeople = 50;
const lookupsAtOnce = 8;

/** An admin names who leads whom; a rep hears of it a week before their manager is shown anything. */
export function createNaming(deps: NamingDeps) {
  const { managers, members, once } = deps;

  async function allow(user: string): Promise<void> {
    if (!(await members.isAdmin(user))) throw new UserError(adminsOnly);
  }

  return {
    open(_body: BlockAction): Response {
      return {
        opens: workingView(title, 'Looking who leads whom…'),
        async work({ member, modal: shown }) {
          await allow(member.id);
          await shown.show(managerForm(await managers.all()));
        },
      };
    },

    /** Whom they lead so far, to be changed. */
    choose({ view }: ViewSubmitAction): Response<ViewReply> {
      const [manager] = chosen(view, managerIds.manager);
      if (manager === undefined)
        return { reply: { response_action: 'errors', errors: { [managerIds.manager]: 'Choose somebody.' } } };
      return {
        reply: { response_action: 'update', view: workingView(title, 'Looking whom they lead…') },
        async work({ member, modal: shown }) {
          await allow(member.id);
          await check(deps, manager);
          await shown.show(peopleForm(manager, ledBy(await managers.all(), manager)));
        },
      };
    },

    save({ view }: ViewSubmitAction): Response<ViewReply> {
      const manager = decodeManager(view);
      const people = chosen(view, managerIds.people);
      if (people.includes(manager)) {
        const errors = { [managerIds.people]: 'Nobody leads themselves.' };
        return { reply: { response_action: 'errors', errors } };
      }
      const reply: ViewReply = { response_action: 'update', view: workingView(title, 'Telling them…') };
      const sent = submittedOnce(once, view, {
        reply,
        asksAnew: true,
        async work(request) {
          await allow(request.member.id);
          await save(deps, { manager, people }, request);
        },
      });
      return { ...sent, onFailed: () => sent.claim && once.forget(sent.claim.key) };
    },
  };
}

/** Whoever leads, or is led, reads what is shared. */
async function check({ members, team }: NamingDeps, user: string): Promise<void> {
  const [{ barred }] = await Promise.all([members.now(user), team.ready()]);
  if (barred !== null) throw new UserError('Choose full members of this workspace who are here.');
  if (!team.has(user))
    throw new UserError('Somebody you chose is not in your sales group. Choose people who are.');
}

function ledBy(all: ReadonlyMap<string, Managed>, manager: string): readonly Managed[] {
  return [...all.values()].filter((one) => one.manager === manager);
}

interface Naming {
  readonly manager: string;
  readonly people: readonly string[];
}

async function save(deps: NamingDeps, { manager, people }: Naming, request: Request): Promise<void> {
  const { managers, audit, changed, now } = deps;
  const { member, modal: shown, place } = request;
  await pMap([manager, ...people], (user) => check(deps, user), { concurrency: lookupsAtOnce });
  const before = ledBy(await managers.all(), manager);
  const gone = before.filter(({ rep }) => !people.includes(rep));
  // Who was named and could not be told is named again.
  const told = new Set(before.filter(({ from }) => from !== null).map(({ rep }) => rep));
  const fresh = people.filter((rep) => !told.has(rep));
  for (const { rep } of gone) {
    await managers.remove(rep);
    await tell(deps, rep, endedMessage(manager));
  }
  const from = addDays(dayIn(member.zone, now()), noticeDays);
  const begins = dayName(from, dayIn(member.zone, now()));
  const untold: string[] = [];
  for (const rep of fresh) {
    const named = { rep, manager, by: member.id };
    await managers.name(named);
    if (await tell(deps, rep, namedMessage(named, begins))) await managers.told(named);
    else untold.push(rep);
  }
  if (fresh.length > untold.length) await tell(deps, manager, leadsMessage(people, begins, member.id));
  if (fresh.length + gone.length > 0) audit({ did: 'named who leads', by: member.id, noteIds: [] });
  for (const user of [member.id, manager, ...fresh, ...gone.map(({ rep }) => rep)]) changed(user);
  const done = doneMessage({ manager, people }, { fresh, untold, begins });
  if (!(await shown.show(modal(title, done.blocks)))) await place.tell(done);
}

/** Whether they heard of it. */
async function tell({ deliver, report }: NamingDeps, user: string, said: Message): Promise<boolean> {
  try {
    await deliver.dm(user, said);
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}

/** "@Ana leads @Ben and 2 more", a line for each manager. */
export function namedLines(all: ReadonlyMap<string, Managed>): readonly Markup[] {
  const byManager = groupBy([...all.values()], ({ manager }) => manager);
  return [...byManager].map(
    ([manager, led]) => md`${mention(manager)} leads ${names(led.map(({ rep }) => rep))}`,
  );
}

const mostNamed = 8;

function names(people: readonly string[]): Markup {
  const rest = people.length - mostNamed;
  const shown = people.slice(0, mostNamed).map((user) => mention(user).markup);
  return { markup: [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ') };
}

function managerForm(all: ReadonlyMap<string, Managed>): ModalView {
  const known = namedLines(all);
  return {
    ...modal(title, [
      ...(known.length > 0 ? rowBlocks(known) : [section(md`Nobody leads anybody yet.`)]),
      input(managerIds.manager, 'Who leads', {
        type: 'users_select',
        action_id: managerIds.manager,
        placeholder: plain('Choose somebody', limits.placeholder),
      }),
      context(
        md`Who leads gets a week of their people's deals, from notes shared with the team alone. Each of them is told ${noticeDays} days before.`,
      ),
    ]),
    callback_id: managerIds.nameView,
    submit: plain('Next', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
  };
}

function peopleForm(manager: string, led: readonly Managed[]): ModalView {
  const people = led.map(({ rep }) => rep);
  return {
    ...modal(title, [
      section(md`Whom does ${mention(manager)} lead?`),
      {
        ...input(managerIds.people, 'Their people', {
          type: 'multi_users_select',
          action_id: managerIds.people,
          max_selected_items: mostPeople,
          placeholder: plain('Choose people', limits.placeholder),
          ...(people.length > 0 ? { initial_users: people } : {}),
        }),
        optional: true,
      },
      context(
        md`Who is left out is led by nobody then. Somebody who has another manager gets this one instead.`,
      ),
    ]),
    callback_id: managerIds.peopleView,
    private_metadata: JSON.stringify({ manager }),
    submit: plain('Save', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
  };
}

/** Throws when it is not our form. */
function chosen(view: unknown, id: string): readonly string[] {
  const one = fieldsOf(view)(id);
  const users = one?.selected_users ?? (one?.selected_user ? [one.selected_user] : []);
  return [...new Set(users)].slice(0, mostPeople);
}

const target = z.object({ manager: z.string() });

function decodeManager(view: { readonly private_metadata: string }): string {
  return target.parse(JSON.parse(view.private_metadata)).manager;
}

/** For the rep, a week before anything is shown. */
function namedMessage({ manager, by }: Pick<Managed, 'manager' | 'by'>, begins: string): Message {
  return message(`From ${begins} on your manager gets a week of your deals.`, [
    section(
      lines([
        md`From *${begins}* on ${mention(manager)} gets a week of your deals, made of notes that you have shared with the team. ${mention(by)} set this up.`,
        md`Nothing private is in it, not even as a count. You can see what they will see, and unshare what you like.`,
      ]),
    ),
    actions(button(managerIds.mine, 'What my manager sees')),
  ]);
}

function endedMessage(manager: string): Message {
  return message('Your manager gets no week of your deals any more.', [
    section(md`${mention(manager)} gets no week of your deals any more.`),
  ]);
}

/** For the manager. */
function leadsMessage(people: readonly string[], begins: string, by: string): Message {
  return message(`You lead ${counted(people.length, 'person', 'people')} in SalesMemory.`, [
    section(
      md`${mention(by)} named you as who leads ${names(people)}. From *${begins}* on your week has a part for your team, made of what they have shared with it.`,
    ),
  ]);
}

interface Told {
  readonly fresh: readonly string[];
  readonly untold: readonly string[];
  /** The first day, as the admin says it. */
  readonly begins: string;
}

/** For the admin. */
function doneMessage({ manager, people }: Naming, { fresh, untold, begins }: Told): Message {
  const said =
    people.length === 0
      ? md`${mention(manager)} leads nobody now.`
      : md`${mention(manager)} leads ${names(people)}.`;
  const when =
    fresh.length > untold.length
      ? md`Who is new was told, and is in the week of ${mention(manager)} from ${begins} on.`
      : null;
  const failed =
    untold.length > 0
      ? md`Slack did not take the message to ${names(untold)}, so nothing of theirs is shown. Save once more to tell them.`
      : null;
  return message('Who leads whom is saved.', [section(lines([said, when, failed]))]);
}

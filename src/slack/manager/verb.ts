import type { BlockAction } from '@slack/bolt';
import type { Button, KnownBlock, ModalView } from '@slack/types';
import pMap from 'p-map';
import { sumText } from '../../brief/pipeline/figures.ts';
import { hasBegun, type Managed, type Managers } from '../../digest/managers.ts';
import type { PersonWeek, TeamDeal, TeamWeek, TeamWeeks } from '../../digest/team-week.ts';
import { UserError } from '../../errors.ts';
import type { Memory, NoteRoster } from '../../memory/memory.ts';
import { dayIn, dayName } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import {
  actions,
  button,
  confirmation,
  context,
  modal,
  option,
  plain,
  section,
  workingView,
} from '../kit/blocks.ts';
import { managerIds } from '../kit/ids.ts';
import type { Member } from '../kit/members.ts';
import { mention } from '../kit/note-blocks.ts';
import { subject } from '../kit/phrases.ts';
import type { Places } from '../kit/place.ts';
import type { BriefInModal, ShowBrief } from '../kit/ports.ts';
import { pressedValue, type Request, type Response } from '../kit/request.ts';
import type { SharedPosts } from '../kit/shared-posts.ts';
import {
  managedDealOf,
  managerChoices,
  openText,
  ownRow,
  partsOf,
  standingLines,
  teamSummary,
} from '../kit/team-week-lines.ts';
import { clip, limits, lines, md } from '../kit/text.ts';
import { createAskRep } from './ask.ts';
import { createNaming, type NamingDeps, namedLines } from './naming.ts';

interface Deps extends NamingDeps {
  readonly managers: Managers;
  readonly teamWeeks: TeamWeeks;
  readonly memory: Pick<Memory, 'setVisibility'>;
  readonly roster: Pick<NoteRoster, 'headers'>;
  readonly sharedPosts: Pick<SharedPosts, 'standing'>;
  readonly showBrief: ShowBrief;
  readonly briefInModal: BriefInModal;
  readonly places: Places;
}

const lookupsAtOnce = 8;
/** Lines on an admin's Home; the form has all. */
const mostNamed = 10;

/** What a manager reads of their people, what each of those sees of it, and who names whom. */
export function createManagerVerb(deps: Deps) {
  const { managers, teamWeeks, briefInModal, showBrief, places, audit, now } = deps;
  const ask = createAskRep(deps);

  const asked = ({ id, zone }: Pick<Member, 'id' | 'zone'>) => ({ asker: id, zone, at: now() });

  async function showMine({ member, modal }: Pick<Request, 'member' | 'modal'>, done = ''): Promise<void> {
    const managed = await managers.of(member.id);
    if (managed === undefined) throw new UserError('Nobody gets a week of your deals.');
    const page = await teamWeeks.page(member.id, asked(member));
    const look = { asOf: dayIn(member.zone, now()), done };
    await modal.show(minePage(page, managed.manager, beginsIn(managed, member.zone, now()), look));
    audit({ did: 'read', view: 'rep’s page', by: member.id, noteIds: [], deals: page.deals.length });
  }

  return {
    naming: createNaming(deps),
    submitAsk: ask.submit,

    open(_body: BlockAction): Response {
      return {
        opens: readingView(teamTitle),
        async work({ member, modal }) {
          const week = await teamWeeks.of(asked(member));
          if (week === null)
            throw new UserError('You lead nobody. An admin names who leads whom on their Home.');
          const names = await namesOf(
            deps,
            week.people.map(({ user }) => user),
          );
          await modal.show(teamPage(week, names));
          audit({ did: 'read', view: 'team week', by: member.id, noteIds: [], deals: week.open.length });
        },
      };
    },

    /** One rep's deals on a page of their own. */
    person(body: BlockAction): Response {
      const user = pressedValue(body);
      return {
        opens: readingView(teamTitle),
        isAbove: true,
        async work({ member, modal }) {
          if (!(await managers.peopleOf(member.id)).includes(user))
            throw new UserError('You do not lead them.');
          const [page, names] = await Promise.all([
            teamWeeks.page(user, asked(member)),
            namesOf(deps, [user]),
          ]);
          await modal.show(personPage(page, names.get(user) ?? user, { asOf: dayIn(member.zone, now()) }));
          const deals = page.deals.length;
          audit({ did: 'read', view: 'rep’s page', by: member.id, of: user, noteIds: [], deals });
        },
      };
    },

    /** The menu on a deal's row. */
    deal(body: BlockAction): Response {
      const ref = managedDealOf(body);
      if (pressedValue(body) === managerChoices.ask) return ask.open(ref);
      if (body.view) return briefInModal(async () => ref);
      return {
        work: ({ member }) => showBrief.inPlace({ ...ref, asker: member.id }, places.ofDm(member.id)),
      };
    },

    mine(_body: BlockAction): Response {
      return { opens: readingView(mineTitle), work: (request) => showMine(request) };
    },

    /** Makes all notes private that the presser has shared on a deal. */
    unshare(body: BlockAction): Response {
      const { deal } = managedDealOf(body);
      return {
        async work(request) {
          await showMine(request, await makePrivate(deps, deal, request.member.id));
        },
      };
    },
  };
}

/** What Home says of it: to an admin who leads whom, to a manager their team, to a rep who is shown what. */
export async function managerBlocks(
  { managers, now }: Pick<Deps, 'managers' | 'now'>,
  { id, zone, isAdmin }: Member,
): Promise<readonly KnownBlock[]> {
  const all = await managers.all();
  const led = [...all.values()].filter((one) => one.manager === id && hasBegun(one, now()));
  const own = all.get(id);
  return [
    ...(led.length > 0 ? [teamBlock(led.length)] : []),
    ...(own ? [mineBlock(own, beginsIn(own, zone, now()))] : []),
    ...(isAdmin ? [namingBlock(all)] : []),
  ];
}

function teamBlock(people: number): KnownBlock {
  return section(
    md`*You lead* ${counted(people, 'person', 'people')}: their deals, as shared notes tell them.`,
    button(managerIds.open, 'Your team’s week'),
  );
}

function namingBlock(all: ReadonlyMap<string, Managed>): KnownBlock {
  const known = namedLines(all);
  const said = known.length > 0 ? known : [md`Nobody leads anybody: nobody gets a week of others' deals.`];
  return section(
    lines([md`*Who leads whom*`, ...said.slice(0, mostNamed)]),
    button(managerIds.name, 'Name who leads'),
  );
}

function mineBlock({ manager }: Managed, begins: string | null): KnownBlock {
  const from = begins === null ? md`` : md` from ${begins} on`;
  return section(
    md`${mention(manager)} gets a week of your deals${from}, from shared notes alone.`,
    button(managerIds.mine, mineTitle),
  );
}

/** The day on which the manager's weeks begin; null where they have begun. */
function beginsIn(managed: Managed, zone: string, now: Date): string | null {
  if (hasBegun(managed, now)) return null;
  if (managed.from === null) return 'a day that you are told';
  return dayName(dayIn(zone, new Date(managed.from)), dayIn(zone, now));
}

/** What they are called; whoever Slack does not tell of is left out. */
async function namesOf({ members }: Deps, users: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await pMap(
    users,
    async (user) => {
      const { name } = await members.lately(user).catch(() => ({ name: undefined }));
      return name === undefined ? [] : [[user, name] as const];
    },
    { concurrency: lookupsAtOnce },
  );
  return new Map(found.flat());
}

/** What it came to, in a sentence. */
async function makePrivate(
  { memory, roster, sharedPosts, audit, changed }: Deps,
  deal: string,
  by: string,
): Promise<string> {
  const shared = (await roster.headers(by)).filter(
    (one) => one.deal.key === deal && one.author === by && one.visibility === 'team',
  );
  const ids = shared.map(({ id }) => id);
  const posted = await sharedPosts.standing(ids, by);
  for (const id of ids) await memory.setVisibility(id, 'private', { by });
  audit({ did: 'made private', by, noteIds: ids });
  if (ids.length === 0) return 'You have shared nothing on that deal: what stands there is from colleagues.';
  changed(by);
  const made = `${counted(ids.length, 'note is', 'notes are')} yours alone now.`;
  return posted === '' ? made : `${made} ${posted}`;
}

const teamTitle = 'Your team';
const mineTitle = 'What my manager sees';

function readingView(title: string): ModalView {
  return workingView(title, 'Reading shared notes…');
}

/** A block is kept free for what is left out. */
const mostBlocks = limits.viewBlocks - 4;

/** A manager's whole week, and the way to a page of each of their people. `names` are by user id. */
export function teamPage(team: TeamWeek, names: ReadonlyMap<string, string>): ModalView {
  const all = partsOf(team, 'on a page').flatMap(({ title, rows }) => [
    section(md`*${title}* · ${rows.length}`),
    ...rows,
  ]);
  const rest = all.length - mostBlocks;
  return modal(teamTitle, [
    context(md`${teamSummary(team)}`),
    peopleSelect(team, names),
    ...(all.length > 0
      ? all.slice(0, mostBlocks)
      : [section(md`Nothing in shared notes needs you this week.`)]),
    ...(rest > 0 ? [context(md`${rest} more rows are on the pages of your people.`)] : []),
  ]);
}

function peopleSelect({ people }: TeamWeek, names: ReadonlyMap<string, string>): KnownBlock {
  const options = people
    .slice(0, limits.options)
    .map(({ user, deals }) => option(`${clip(names.get(user) ?? user, 45)} · ${openText(deals)}`, user));
  return actions({
    type: 'static_select',
    action_id: managerIds.person,
    placeholder: plain('One person’s deals…', limits.placeholder),
    options,
  });
}

interface PageLook {
  /** The viewer's day, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** What was just done, or empty. */
  readonly done?: string;
}

/** One rep's deals on one page, for a talk of two. */
export function personPage(person: PersonWeek, name: string, look: PageLook): ModalView {
  return modal(clip(name, limits.modalTitle), [
    section(md`${mention(person.user)}: ${personSummary(person)}.`),
    context(
      md`From notes shared with the team: what stands in private notes is not here, not even as a count.`,
    ),
    ...pageRows(person, look, false),
  ]);
}

/** The same page for the rep, who can take each deal off it. */
export function minePage(
  person: PersonWeek,
  manager: string,
  begins: string | null,
  look: PageLook,
): ModalView {
  const when = begins === null ? md`sees this` : md`sees this from ${begins} on`;
  return modal(mineTitle, [
    ...(look.done ? [section(md`${look.done}`)] : []),
    section(md`${mention(manager)} ${when}: ${personSummary(person)}.`),
    context(
      md`It is made of notes that you and your colleagues have shared with the team. Your private notes are not here, not even as a count.`,
    ),
    ...pageRows(person, look, true),
  ]);
}

function pageRows({ deals }: PersonWeek, { asOf }: PageLook, mayUnshare: boolean): readonly KnownBlock[] {
  if (deals.length === 0) return [section(md`No open deal in shared notes.`)];
  const rest = deals.length - mostBlocks;
  const rows = deals.slice(0, mostBlocks).map((deal) => pageRow(deal, asOf, mayUnshare));
  return rest > 0 ? [...rows, context(md`and ${rest} more`)] : rows;
}

function pageRow(deal: TeamDeal, asOf: string, mayUnshare: boolean): KnownBlock {
  const { amount, closeDate } = deal.line.money;
  const facts = [
    ...(amount?.counted ? [sumText(amount.counted)] : []),
    ...(closeDate && deal.line.state === 'open' ? [`to close ${dayName(closeDate.day, asOf)}`] : []),
    `newest shared note ${dayName(deal.newestDay, asOf)}`,
  ];
  const says = [...standingLines(deal), md`${facts.join(' · ')}`];
  return mayUnshare ? ownRow(deal, says, unshareButton(deal)) : ownRow(deal, says);
}

function unshareButton({ line, prospect }: TeamDeal): Button {
  const name = clip(subject({ deal: line.deal, prospect }), 60);
  return {
    ...button(managerIds.unshare, 'Unshare', { label: `Unshare ${name}` }),
    confirm: confirmation({
      title: 'Make your notes private?',
      text: `Your notes on ${name} are yours alone then: nobody in your team reads them, nor counts them. What colleagues have shared on it stays.`,
      confirm: 'Make private',
    }),
  };
}

/** "9 open deals in shared notes: 3 need attention now, 2 for this week, 4 on track". */
function personSummary({ deals }: PersonWeek): string {
  const count = (bucket: TeamDeal['bucket']) => deals.filter((one) => one.bucket === bucket).length;
  const [now, unread] = [count('now'), count(null)];
  const parts = [
    ...(now > 0 ? [counted(now, 'needs attention now', 'need attention now')] : []),
    ...(count('this_week') > 0 ? [`${count('this_week')} for this week`] : []),
    ...(count('on_track') > 0 ? [`${count('on_track')} on track`] : []),
    ...(unread > 0 ? [`${unread} not read yet`] : []),
  ];
  const all = `${openText(deals)} in shared notes`;
  return parts.length === 0 ? all : `${all}: ${parts.join(', ')}`;
}

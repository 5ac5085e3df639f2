import type { BlockAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import pMap from 'p-map';
import { hasBegun, type Managed, type Managers } from '../../digest/managers.ts';
import type { TeamWeeks } from '../../digest/team-week.ts';
import { UserError } from '../../errors.ts';
import type { Memory, NoteRoster } from '../../memory/memory.ts';
import { dayIn, dayName } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { button, section } from '../kit/blocks.ts';
import { managerIds } from '../kit/ids.ts';
import type { Member } from '../kit/members.ts';
import { mention } from '../kit/note-blocks.ts';
import type { Places } from '../kit/place.ts';
import type { BriefInModal, ShowBrief } from '../kit/ports.ts';
import { pressedValue, type Request, type Response } from '../kit/request.ts';
import { managedDealOf, managerChoices } from '../kit/team-week-lines.ts';
import { lines, md } from '../kit/text.ts';
import { createAskRep } from './ask.ts';
import { createNaming, type NamingDeps, namedLines } from './naming.ts';
import { minePage, mineTitle, personPage, readingView, teamPage, teamTitle } from './page-views.ts';

interface Deps extends NamingDeps {
  readonly managers: Managers;
  readonly teamWeeks: TeamWeeks;
  readonly memory: Pick<Memory, 'setVisibility'>;
  readonly roster: Pick<NoteRoster, 'headers'>;
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
          const made = await makePrivate(deps, deal, request.member.id);
          const done =
            made === 0
              ? 'You have shared nothing on that deal: what stands there is from colleagues.'
              : `${counted(made, 'note is', 'notes are')} yours alone now.`;
          await showMine(request, done);
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

/** How many there were. */
async function makePrivate(
  { memory, roster, audit, changed }: Deps,
  deal: string,
  by: string,
): Promise<number> {
  const shared = (await roster.headers(by)).filter(
    (one) => one.deal.key === deal && one.author === by && one.visibility === 'team',
  );
  for (const { id } of shared) await memory.setVisibility(id, 'private', { by });
  audit({ did: 'made private', by, noteIds: shared.map(({ id }) => id) });
  if (shared.length > 0) changed(by);
  return shared.length;
}

import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import pMap from 'p-map';
import type { Leavers } from '../../digest/leavers.ts';
import { UserError } from '../../errors.ts';
import type { Team } from '../../memory/team.ts';
import type { Audit } from '../kit/audit.ts';
import { modal as modalView } from '../kit/blocks.ts';
import type { Deliver } from '../kit/delivery.ts';
import { teamIds } from '../kit/ids.ts';
import type { Members } from '../kit/members.ts';
import type { WeekChanged } from '../kit/ports.ts';
import { type Once, type Request, type Response, submittedOnce, type ViewReply } from '../kit/request.ts';
import {
  decodeLeaver,
  decodeMoving,
  type Leaver,
  leaversForm,
  leaversTitle,
  type Moving,
  movedMessage,
  moveView,
  nothingLeftView,
  takenOverMessage,
  workingView,
} from './leaver-views.ts';

export interface LeaverDeps {
  readonly leavers: Leavers;
  readonly team: Team;
  readonly members: Members;
  readonly deliver: Deliver;
  readonly once: Once;
  readonly audit: Audit;
  readonly changed: WeekChanged;
  /** Hears of who could not be told. */
  readonly report: (error: unknown) => void;
}

const lookupsAtOnce = 8;
const adminsOnly = 'Only workspace admins move the deals of somebody who left.';
const changedSince = 'This has changed since you looked. This is how it is now.';

/** An admin gives all deals of somebody who left to a colleague, after a look at which they are. */
export function createLeaverForms(deps: LeaverDeps) {
  const { leavers, members, once } = deps;

  async function allow(user: string): Promise<void> {
    if (!(await members.isAdmin(user))) throw new UserError(adminsOnly);
  }

  async function whoLeft(asker: string): Promise<readonly Leaver[]> {
    const found = await pMap(
      await leavers.withDeals(),
      async (user): Promise<readonly Leaver[]> => {
        const { barred, name = user } = await members.get(user);
        if (barred !== 'left') return [];
        const { deals } = await leavers.dealsOf(user, asker);
        return deals.length > 0 ? [{ user, name, deals: deals.length }] : [];
      },
      { concurrency: lookupsAtOnce },
    );
    return found.flat().toSorted((a, b) => a.name.localeCompare(b.name));
  }

  return {
    open(_body: BlockAction): Response {
      return {
        opens: workingView('Looking who left…'),
        async work({ member, modal }) {
          await allow(member.id);
          const left = await whoLeft(member.id);
          await modal.show(left.length > 0 ? leaversForm(left) : nothingLeftView());
        },
      };
    },

    /** Shows which deals they are. */
    show({ view }: ViewSubmitAction): Response<ViewReply> {
      const { from, to } = decodeLeaver(view);
      if (from === '' || to === '') {
        const errors = { [from === '' ? teamIds.leaver : teamIds.to]: 'Choose somebody.' };
        return { reply: { response_action: 'errors', errors } };
      }
      return {
        reply: { response_action: 'update', view: workingView('Reading which deals they are…') },
        async work(request) {
          await allow(request.member.id);
          await preview(deps, { from, to, mark: '' }, request, null);
        },
      };
    },

    move({ view }: ViewSubmitAction): Response<ViewReply> {
      const moving = decodeMoving(view);
      const reply: ViewReply = { response_action: 'update', view: workingView('Moving…') };
      const sent = submittedOnce(once, view, {
        reply,
        asksAnew: true,
        async work(request) {
          await allow(request.member.id);
          await move(deps, moving, request);
        },
      });
      // What failed may be sent again at once.
      return { ...sent, onFailed: () => sent.claim && once.forget(sent.claim.key) };
    },
  };
}

async function check(
  { members, team }: LeaverDeps,
  { from, to }: Pick<Moving, 'from' | 'to'>,
): Promise<void> {
  const [leaver, taker] = await Promise.all([members.now(from), members.now(to), team.ready()]);
  if (leaver.barred !== 'left')
    throw new UserError('They have not left: they hand their deals over themselves.');
  if (taker.barred !== null) throw new UserError('Choose a full member of this workspace who is here.');
  if (!team.has(to))
    throw new UserError(
      'They are not in your sales group, so they could read nothing of it. Choose somebody who is.',
    );
}

async function preview(
  deps: LeaverDeps,
  { from, to }: Moving,
  { member, modal }: Request,
  notice: string | null,
): Promise<void> {
  await check(deps, { from, to });
  const left = await deps.leavers.dealsOf(from, member.id);
  deps.audit({ did: 'read', view: 'hand-over', by: member.id, noteIds: [], deals: left.deals.length });
  await modal.show(left.deals.length > 0 ? moveView(left, to, notice) : nothingLeftView());
}

/** What was shown, and nothing else. */
async function move(deps: LeaverDeps, moving: Moving, request: Request): Promise<void> {
  const { leavers, deliver, audit, changed, report } = deps;
  const { member, modal, place } = request;
  const { from, to } = moving;
  await check(deps, moving);
  const left = await leavers.dealsOf(from, member.id);
  if (left.mark !== moving.mark) return preview(deps, moving, request, changedSince);
  await leavers.move(left, to);
  audit({ did: 'handed over', by: member.id, noteIds: [], deals: left.deals.length });
  changed(to);
  await deliver.dm(to, takenOverMessage(left, member.id)).catch(report);
  const done = movedMessage(left, to);
  if (!(await modal.show(modalView(leaversTitle, done.blocks)))) await place.tell(done);
}

import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { InputBlock, ModalView } from '@slack/types';
import pMap from 'p-map';
import { z } from 'zod';
import type { Leavers, LeftDeals } from '../../digest/leavers.ts';
import { UserError } from '../../errors.ts';
import type { Team } from '../../memory/team.ts';
import { counted } from '../../util/counted.ts';
import type { Audit } from '../kit/audit.ts';
import {
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
import type { Deliver } from '../kit/delivery.ts';
import { fieldsOf } from '../kit/filled-form.ts';
import { teamIds } from '../kit/ids.ts';
import type { Members } from '../kit/members.ts';
import { mention } from '../kit/note-blocks.ts';
import { noteSubject } from '../kit/phrases.ts';
import type { WeekChanged } from '../kit/ports.ts';
import { type Once, type Request, type Response, submittedOnce, type ViewReply } from '../kit/request.ts';
import { clip, limits, type Markup, md } from '../kit/text.ts';
import { rowBlocks } from '../kit/week-lines.ts';

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
        opens: workingView(leaversTitle, 'Looking who left…'),
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
        reply: {
          response_action: 'update',
          view: workingView(leaversTitle, 'Reading which deals they are…'),
        },
        async work(request) {
          await allow(request.member.id);
          await preview(deps, { from, to, mark: '' }, request, null);
        },
      };
    },

    move({ view }: ViewSubmitAction): Response<ViewReply> {
      const moving = decodeMoving(view);
      const reply: ViewReply = { response_action: 'update', view: workingView(leaversTitle, 'Moving…') };
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

const leaversTitle = 'Move deals';

/** Somebody who left with open deals that the team knows. */
interface Leaver {
  readonly user: string;
  readonly name: string;
  readonly deals: number;
}

/** Nobody has left anything. */
function nothingLeftView(): ModalView {
  return modalView(leaversTitle, [
    section(md`Nobody who left has an open deal that the team's notes know of.`),
    context(md`Private notes of somebody who left stay private, and what they alone know is not counted.`),
  ]);
}

/** Whose deals, and to whom. */
export function leaversForm(leavers: readonly Leaver[]): ModalView {
  const options = leavers
    .slice(0, limits.options)
    .map(({ user, name, deals }) => option(`${clip(name, 50)} · ${counted(deals, 'deal')}`, user));
  return {
    ...modalView(leaversTitle, [
      input(teamIds.leaver, 'Who left', {
        type: 'static_select',
        action_id: teamIds.leaver,
        placeholder: plain('Choose somebody', limits.placeholder),
        options,
      }),
      toInput(),
      context(md`Nothing moves before you have seen which deals they are.`),
    ]),
    callback_id: teamIds.leaversView,
    submit: plain('Show them', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
  };
}

function toInput(): InputBlock {
  return input(teamIds.to, 'Their deals go to', {
    type: 'users_select',
    action_id: teamIds.to,
    placeholder: plain('Choose a colleague', limits.placeholder),
  });
}

/** What is to move where, as it was shown. */
const moving = z.object({ from: z.string(), to: z.string(), mark: z.string() });
type Moving = z.infer<typeof moving>;

const mostNamed = 30;

/** A line for each deal, as the team knows it. */
function dealRows({ deals }: LeftDeals): readonly Markup[] {
  const rows = deals.slice(0, mostNamed).map(({ deal, headers }) => {
    const prospects = headers[0]?.prospects ?? [];
    return md`• *${clip(noteSubject({ prospects, deal }), limits.name)}* · ${counted(headers.length, 'note')} shared`;
  });
  const rest = deals.length - mostNamed;
  return rest > 0 ? [...rows, md`and ${rest} more`] : rows;
}

/** Which deals they are, before anything moves; `notice` says what is new since the last look. */
export function moveView(left: LeftDeals, to: string, notice: string | null): ModalView {
  const many = counted(left.deals.length, 'open deal');
  return {
    ...modalView(leaversTitle, [
      ...(notice === null ? [] : [section(md`${notice}`)]),
      section(
        md`*${many}* of ${mention(left.leaver)} ${left.deals.length === 1 ? 'goes' : 'go'} to ${mention(to)}:`,
      ),
      ...rowBlocks(dealRows(left)),
      context(
        md`They are on the week of ${mention(to)} from then on. No note changes: private notes of ${mention(left.leaver)} stay private, and what they alone know is not counted here.`,
      ),
    ]),
    callback_id: teamIds.moveView,
    private_metadata: JSON.stringify({ from: left.leaver, to, mark: left.mark } satisfies Moving),
    submit: plain('Move them', limits.modalTitle),
    close: plain('Cancel', limits.modalTitle),
  };
}

/** Throws when it is not our view. */
function decodeMoving(view: { readonly private_metadata: string }): Moving {
  return moving.parse(JSON.parse(view.private_metadata));
}

/** Empty where nothing was chosen. Throws when it is not our form. */
function decodeLeaver(view: unknown): { readonly from: string; readonly to: string } {
  const fieldOf = fieldsOf(view);
  return {
    from: fieldOf(teamIds.leaver)?.selected_option?.value ?? '',
    to: fieldOf(teamIds.to)?.selected_user ?? '',
  };
}

/** For the admin. */
export function movedMessage(left: LeftDeals, to: string): Message {
  const many = counted(left.deals.length, 'deal');
  return message(`${many} moved.`, [
    section(
      md`*${many}* of ${mention(left.leaver)} ${left.deals.length === 1 ? 'is' : 'are'} on the week of ${mention(to)} now.`,
    ),
  ]);
}

/** For who has them now. */
export function takenOverMessage(left: LeftDeals, by: string): Message {
  const many = counted(left.deals.length, 'deal');
  return message(`You have ${many} of somebody who left.`, [
    section(md`${mention(by)} moved *${many}* of ${mention(left.leaver)}, who left, to your week:`),
    ...rowBlocks(dealRows(left)),
    context(md`You read what was shared with the team. What stayed private stays so.`),
  ]);
}

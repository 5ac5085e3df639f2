import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { InputBlock, ModalView } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import type { TeamBrief } from '../../brief/briefer.ts';
import {
  type DealsToGive,
  type HandOver,
  type Handover,
  type Handovers,
  versionMark,
} from '../../digest/hand-over.ts';
import { UserError } from '../../errors.ts';
import { dealHash } from '../../memory/identity/keys.ts';
import type { Team } from '../../memory/team.ts';
import { soon } from '../../util/deadline.ts';
import type { Audit } from '../kit/audit.ts';
import {
  context,
  divider,
  type Message,
  modal,
  modal as modalView,
  option,
  plain,
  section,
  workingView,
} from '../kit/blocks.ts';
import { parseDealButton } from '../kit/deal-button.ts';
import type { Deliver, Posted } from '../kit/delivery.ts';
import { handoverIds } from '../kit/ids.ts';
import type { Barred, Members } from '../kit/members.ts';
import { mention } from '../kit/note-blocks.ts';
import { subject } from '../kit/phrases.ts';
import {
  type Once,
  pressedValue,
  type Request,
  type Response,
  submittedOnce,
  type ViewReply,
} from '../kit/request.ts';
import { clip, limits, md } from '../kit/text.ts';
import {
  decodeForm,
  encodeSubject,
  type FilledOffer,
  mostWords,
  type OfferedDeal,
  offeredMessage,
  packBlocks,
  packMessage,
} from './messages.ts';

interface Deps {
  readonly teamBrief: TeamBrief;
  readonly deals: DealsToGive;
  readonly handovers: Handovers;
  readonly handOver: HandOver;
  readonly members: Members;
  readonly team: Team;
  readonly deliver: Deliver;
  readonly once: Once;
  readonly audit: Audit;
  readonly now: () => Date;
  /** A UUID. */
  readonly newId: () => string;
}

/** Opens the form in which a deal is offered. */
export function openOfferForm(deps: Deps, body: BlockAction): Response {
  const { teamBrief, deals, handovers, audit, newId } = deps;
  const pressed = parseDealButton(pressedValue(body));
  return {
    opens: workingView(title, 'Reading what the team can read…'),
    async work({ member, modal }) {
      const { deal: given, own } = await deals.ofGiver(member.id, pressed.deal);
      const { key } = given.deal;
      const [brief, before] = await Promise.all([
        teamBrief(key, member.id),
        handovers.latest({ from: member.id, deal: dealHash(key) }),
      ]);
      audit({ did: 'read', view: 'hand-over', by: member.id, noteIds: brief.notes.map(({ id }) => id) });
      const waitsFor = before?.state === 'pending' ? before.to : null;
      const shown = own.slice(0, mostShared).map(versionMark);
      const of = { deal: key, id: newId(), shown };
      await modal.show(formView({ of, brief, isAll: own.length === shown.length, waitsFor }));
    },
  };
}

/** Who they are is at hand, or looked up after the acknowledgement. */
const lookupMs = 250;
/** What fits into the form unseen. */
const mostShared = 250;

export async function submitOffer(
  deps: Deps,
  { view, user }: ViewSubmitAction,
): Promise<Response<ViewReply>> {
  const form = decodeForm(view);
  const problem = await soon(colleagueProblem(deps, form.to, user.id, 'get'), null, lookupMs);
  if (problem) return { reply: { response_action: 'errors', errors: { [handoverIds.to]: problem } } };
  const reply: ViewReply = { response_action: 'update', view: workingView(title, 'Handing over…') };
  const work = (request: Request) => sendOffer(deps, form, request);
  return submittedOnce(deps.once, view, { reply, asksAnew: true, work });
}

/** What the form shows beside its fields. */
interface FormContent {
  readonly of: OfferedDeal;
  /** On the notes that the team can read. */
  readonly brief: Brief;
  /** False when the giver has more private notes on the deal than one form can hand over. */
  readonly isAll: boolean;
  /** Who was offered the deal before and has not answered; null when nobody. */
  readonly waitsFor: string | null;
}

const title = 'Hand over';

/** Whom to give the deal to, and what they will get. */
export function formView({ of, brief, isAll, waitsFor }: FormContent): ModalView {
  const waits = waitsFor
    ? [
        context(
          md`${mention(waitsFor)} has it on offer and has not answered. Handing it over again withdraws that.`,
        ),
      ]
    : [];
  const view = modal(title, [
    section(
      md`*${clip(subject(brief), limits.name * 2)}* stays on your week until your colleague accepts. Then it is on theirs.`,
    ),
    ...waits,
    toInput(),
    wordsInput(),
    ...(of.shown.length > 0 ? [shareInput(of.shown.length, isAll)] : []),
    divider(),
    context(md`This is what they get:`),
    ...packBlocks(brief),
  ]);
  return {
    ...view,
    callback_id: handoverIds.view,
    private_metadata: encodeSubject(of),
    submit: plain('Hand over', limits.modalTitle),
  };
}

function toInput(): InputBlock {
  return {
    type: 'input',
    block_id: handoverIds.to,
    label: plain('Colleague'),
    element: { type: 'users_select', action_id: handoverIds.to, placeholder: plain('Choose somebody') },
  };
}

function wordsInput(): InputBlock {
  return {
    type: 'input',
    block_id: handoverIds.words,
    label: plain('A word to them'),
    optional: true,
    element: {
      type: 'plain_text_input',
      action_id: handoverIds.words,
      multiline: true,
      max_length: mostWords,
    },
  };
}

function shareInput(count: number, isAll: boolean): InputBlock {
  const notes = count === 1 ? 'my private note' : `my ${count} ${isAll ? '' : 'newest '}private notes`;
  const box = option(`Share ${notes} on this deal with the team when they accept`, 'share');
  return {
    type: 'input',
    block_id: handoverIds.share,
    label: plain('Private notes'),
    optional: true,
    hint: plain(
      'As they are now: one that you change before your colleague accepts stays private. Left unticked, nothing is shared, and nobody is told.',
    ),
    element: { type: 'checkboxes', action_id: handoverIds.share, options: [box] },
  };
}

const sentences: Readonly<Record<Barred, string>> = {
  bot: 'That is an app. Choose a colleague.',
  left: 'They have left this workspace. Choose somebody who is here.',
  outsider: 'They belong to another workspace. Choose a full member of this one.',
  guest: 'Guests cannot use SalesMemory. Choose a full member of this workspace.',
  unknown: 'Slack does not know them. Choose a full member of this workspace.',
};

/** Why a deal can not go to them, in a sentence; null when it can. Rejects when Slack does not answer. */
async function colleagueProblem(
  { members, team }: Pick<Deps, 'members' | 'team'>,
  to: string,
  from: string,
  asked: 'get' | 'now',
): Promise<string | null> {
  if (to === from) return 'That is you. Choose a colleague.';
  const [{ barred }] = await Promise.all([members[asked](to), team.ready()]);
  if (barred !== null) return sentences[barred];
  return team.has(to)
    ? null
    : 'They are not in your sales group, so they could read nothing of it. Choose somebody who is.';
}

/** Stores the offer, sends the pack to the colleague and tells the giver; once for each form. */
async function sendOffer(deps: Deps, form: FilledOffer, { member, modal, place }: Request): Promise<void> {
  const { teamBrief, deals, handOver, audit, now } = deps;
  const { id, shown, to, words, shares } = form;
  const from = member.id;
  const problem = await colleagueProblem(deps, to, from, 'now');
  if (problem) throw new UserError(problem);
  const { deal: given, own } = await deals.ofGiver(from, form.deal);
  const { key } = given.deal;
  // As the colleague may read it now: asked for in their name.
  const brief = await teamBrief(key, to);
  const meant = shares ? own.filter((note) => shown.includes(versionMark(note))) : [];
  const leftOut = shares ? shown.length - meant.length : 0;
  const deal = dealHash(key);
  const offer: Handover = {
    ...{ id, deal, from, to, at: now().toISOString(), state: 'pending' },
    shares: meant.map((note) => ({ id: note.id, loggedAt: note.loggedAt })),
  };
  if (!(await handOver.offer(offer))) return;
  const posted = await post(deps, offer, packMessage(brief, offer, words));
  audit({ did: 'handed over', by: from, noteIds: brief.notes.map((note) => note.id) });
  const told = offeredMessage(brief, offer, { posted, leftOut });
  await modal.show(modalView('Hand over', told.blocks.slice(0, 1)));
  await place.show(told);
}

/** An offer that nobody can see is none. */
async function post({ deliver, handOver }: Deps, offer: Handover, pack: Message): Promise<Posted> {
  try {
    return await deliver.dm(offer.to, pack);
  } catch (error) {
    await handOver.withdraw(offer, offer.from).catch(() => undefined);
    throw error;
  }
}

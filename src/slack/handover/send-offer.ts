import type { TeamBrief } from '../../brief/briefer.ts';
import type { DealsToGive, HandOver, Handover } from '../../digest/hand-over.ts';
import { UserError } from '../../errors.ts';
import { dealMark } from '../../memory/identity/keys.ts';
import type { Asked } from '../answer.ts';
import type { Audit } from '../audit.ts';
import { modal as modalView } from '../blocks.ts';
import type { Deliver, Posted } from '../deliver.ts';
import type { Members } from '../members.ts';
import type { Message } from '../message.ts';
import { colleagueProblem } from './colleague.ts';
import { offeredMessage } from './messages.ts';
import { packMessage } from './pack.ts';
import type { FilledForm } from './state.ts';

/** Stores the offer, sends the pack to the colleague and tells the giver; once for each form. */
export type SendOffer = (form: FilledForm, asked: Asked) => Promise<void>;

interface Deps {
  readonly teamBrief: TeamBrief;
  readonly deals: DealsToGive;
  readonly handOver: HandOver;
  readonly members: Members;
  readonly deliver: Deliver;
  readonly audit: Audit;
  readonly now: () => Date;
}

export function createSendOffer(deps: Deps): SendOffer {
  const { teamBrief, deals, handOver, members, deliver, audit, now } = deps;

  /** An offer that nobody can see is none. */
  async function post(offer: Handover, pack: Message): Promise<Posted> {
    try {
      return await deliver.dm(offer.to, pack);
    } catch (error) {
      await handOver.withdraw(offer, offer.from).catch(() => undefined);
      throw error;
    }
  }

  return async ({ deal: asked, id, at, to, words, shares }, { member, modal, place }) => {
    const from = member.id;
    const problem = await colleagueProblem(to, from, members);
    if (problem) throw new UserError(problem);
    const { deal: given, own } = await deals.ofGiver(from, asked);
    const { key } = given.deal;
    // As the colleague may read it now: asked for in their name.
    const brief = await teamBrief(key, to);
    const meant = shares ? own.filter(({ loggedAt }) => loggedAt <= at).map((note) => note.id) : [];
    const deal = dealMark(key);
    const offer: Handover = { id, deal, from, to, at: now().toISOString(), shares: meant, state: 'pending' };
    if (!(await handOver.offer(offer))) return;
    const posted = await post(offer, packMessage(brief, offer, words));
    audit({ did: 'handed over', by: from, noteIds: brief.notes.map((note) => note.id) });
    const told = offeredMessage(brief, offer, posted);
    await modal.show(modalView('Hand over', told.blocks.slice(0, 1)));
    await place.show(told);
  };
}

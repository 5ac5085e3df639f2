import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { Briefer } from '../../brief/brief.ts';
import { createTeamBrief } from '../../brief/briefer.ts';
import type { DealFlagStore, Owners } from '../../digest/deal-flags.ts';
import type { RepDeal } from '../../digest/deals.ts';
import {
  createDealsToGive,
  createHandOver,
  createHandovers,
  type DealsToGive,
  type HandOver,
  type HandoverResult,
} from '../../digest/hand-over.ts';
import type { Log } from '../../log.ts';
import type { Memory, Roster, StateBank } from '../../memory/memory.ts';
import type { Team } from '../../memory/team.ts';
import type { Audit } from '../kit/audit.ts';
import type { Message } from '../kit/blocks.ts';
import type { Deliver } from '../kit/delivery.ts';
import type { Members } from '../kit/members.ts';
import type { WeekChanged } from '../kit/ports.ts';
import type { Once, Response } from '../kit/request.ts';
import {
  acceptedMessage,
  declinedMessage,
  keptMessage,
  overMessage,
  pressedRef,
  takenMessage,
} from './messages.ts';
import { openOfferForm, submitOffer } from './offer-form.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly state: StateBank;
  readonly briefer: Briefer;
  readonly flags: DealFlagStore;
  readonly owners: Owners;
  readonly members: Members;
  readonly team: Team;
  readonly deliver: Deliver;
  readonly once: Once;
  readonly audit: Audit;
  readonly changed: WeekChanged;
  readonly log: Log;
  readonly now: () => Date;
  /** A UUID. */
  readonly newId: () => string;
}

/** A deal goes to a colleague when they accept it. */
export function createHandoverVerb(given: Deps) {
  const { state, briefer, log } = given;
  const deals = createDealsToGive(given);
  const handovers = createHandovers(state);
  const handOver = createHandOver({ ...given, handovers, deals });
  const report = (error: unknown) => log.warn({ err: error }, 'somebody was not told of a hand-over');
  const teamBrief = createTeamBrief(briefer);
  const deps = { ...given, deals, handovers, handOver, teamBrief, report };
  return {
    open: (body: BlockAction) => openOfferForm(deps, body),
    submit: (payload: ViewSubmitAction) => submitOffer(deps, payload),
    ...createTakerButtons(deps),
    ...createGiverButtons(deps),
  };
}

interface GiverButtonsDeps {
  readonly handOver: HandOver;
  readonly deals: DealsToGive;
  readonly deliver: Deliver;
  readonly audit: Audit;
  readonly changed: WeekChanged;
  /** Hears what could not be told; holds no text. */
  readonly report: (error: unknown) => void;
}

/** Withdraw before the colleague has accepted, and Keep afterwards. */
function createGiverButtons({ handOver, deals, deliver, audit, changed, report }: GiverButtonsDeps) {
  return {
    withdraw(body: BlockAction): Response {
      const { posted, ...ref } = pressedRef(body);
      return {
        async work({ member, place }) {
          const { handover, isNews } = await handOver.withdraw(ref, member.id);
          await place.show(overMessage(handover, 'giver'));
          if (!isNews) return;
          audit({ did: 'withdrawn', by: member.id, noteIds: [] });
          if (posted) await deliver.update(posted, overMessage(handover, 'taker')).catch(report);
        },
      };
    },

    keep(body: BlockAction): Response {
      const ref = pressedRef(body);
      return {
        async work({ member, place }) {
          const { handover, isNews } = await handOver.keep(ref, member.id);
          if (!isNews) return place.show(overMessage(handover, 'giver'));
          changed(member.id);
          const known = await deals.known(member.id, handover.deal).catch(() => undefined);
          await place.show(keptMessage(known, handover));
        },
      };
    },
  };
}

interface TakerButtonsDeps {
  readonly handOver: HandOver;
  readonly deals: DealsToGive;
  readonly deliver: Deliver;
  readonly audit: Audit;
  readonly changed: WeekChanged;
  /** Hears what could not be told; holds no text. */
  readonly report: (error: unknown) => void;
}

/** Accept and Decline, on the colleague's message. */
function createTakerButtons({ handOver, deals, deliver, audit, changed, report }: TakerButtonsDeps) {
  const known = (user: string, mark: string) => deals.known(user, mark).catch(() => undefined);

  /** What moved has moved: trouble with telling the giver is logged. */
  async function tell(giver: string, message: Message): Promise<void> {
    await deliver.dm(giver, message).catch(report);
  }

  async function spread(
    { handover, shared, leftOut }: HandoverResult,
    deal: RepDeal | undefined,
  ): Promise<void> {
    const { from, to } = handover;
    audit({ did: 'accepted', by: to, noteIds: [] });
    if (shared.length > 0) audit({ did: 'shared', by: from, noteIds: shared });
    for (const user of [from, to]) changed(user);
    await tell(from, acceptedMessage(deal, handover, { shared: shared.length, leftOut }));
  }

  return {
    accept(body: BlockAction): Response {
      const ref = pressedRef(body);
      return {
        asksAnew: true,
        async work({ member, place }) {
          // Named as it was offered: what is shared now may name somebody else first.
          const deal = await known(member.id, ref.deal);
          const answered = await handOver.accept(ref, member.id);
          const { handover, isNews } = answered;
          if (isNews) await spread(answered, deal);
          const taken = deal && takenMessage(deal, handover, answered.leftOut === 0);
          await place.show(handover.state === 'done' && taken ? taken : overMessage(handover, 'taker'));
        },
      };
    },

    decline(body: BlockAction): Response {
      const ref = pressedRef(body);
      return {
        async work({ member, place }) {
          const { handover, isNews } = await handOver.decline(ref, member.id);
          await place.show(overMessage(handover, 'taker'));
          if (!isNews) return;
          const { from, deal } = handover;
          audit({ did: 'declined', by: member.id, noteIds: [] });
          await tell(from, declinedMessage(await known(from, deal), handover));
        },
      };
    },
  };
}

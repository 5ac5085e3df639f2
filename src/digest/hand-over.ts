import { UserError } from '../errors.ts';
import { createChain } from '../memory/chain.ts';
import type { Memory } from '../memory/memory.ts';
import type { StateBank } from '../memory/state-bank.ts';
import { createChangeHands } from './change-hands.ts';
import type { DealsToGive } from './deals-to-give.ts';
import type { Handover, HandoverRef, Handovers } from './handovers.ts';
import type { Owners } from './owners.ts';

/** What a press came to. */
export interface Answered {
  readonly handover: Handover;
  /** False when it was so before this press. */
  readonly isNews: boolean;
  /** Notes that the team can read from now on. */
  readonly shared: readonly string[];
}

type Answer = (ref: HandoverRef, by: string) => Promise<Answered>;

/** A deal changes hands when its taker accepts. All reject with UpstreamError when memory does not answer, and can be repeated. */
export interface HandOver {
  /** Takes the place of the giver's offer of the same deal before. False when this very offer was made already. */
  offer(offer: Handover): Promise<boolean>;
  /** For the colleague it was offered to. @throws UserError for others, and when there is nothing to take over. */
  readonly accept: Answer;
  /** For the colleague too. */
  readonly decline: Answer;
  /** For the giver, until it is accepted. */
  readonly withdraw: Answer;
  /** For the giver, when it was accepted: the deal is on both weeks from now on. */
  readonly keep: Answer;
}

interface Deps {
  readonly handovers: Handovers;
  readonly owners: Owners;
  readonly deals: DealsToGive;
  readonly memory: Pick<Memory, 'read' | 'setVisibility'>;
  readonly state: Pick<StateBank, 'claim'>;
  readonly now: () => Date;
}

/** After this long a press that died half-way no longer holds up the next one. */
const turnMs = 10_000;
const replaced = 'That hand-over was withdrawn or replaced by a newer one. Nothing moved.';
const notForYou = 'Only the colleague it was offered to can answer this, and only its giver withdraw it.';
const busy = 'This hand-over is being answered right now. Press again in ten seconds.';

function unchanged(handover: Handover): Answered {
  return { handover, isNews: false, shared: [] };
}

/** Presses on one deal go in turns on this process; among processes whoever claims the moment goes first. */
export function createHandOver(deps: Deps): HandOver {
  const { handovers, owners, deals, state, now } = deps;
  const changeHands = createChangeHands(deps);
  const chain = createChain();

  const alone = async (found: Handover, act: (one: Handover) => Promise<Answered>): Promise<Answered> => {
    const turn = Math.floor(now().getTime() / turnMs);
    if (!(await state.claim(`handover ${found.id} ${turn}`))) throw new UserError(busy);
    const again = await handovers.latest(found);
    return again?.id === found.id && again.state === found.state ? act(again) : unchanged(again ?? found);
  };

  const answer =
    (side: 'from' | 'to', act: (found: Handover) => Promise<Answered>): Answer =>
    (ref, by) =>
      chain(`${ref.from} ${ref.deal}`, async () => {
        const found = await handovers.latest(ref);
        if (found?.id !== ref.id) throw new UserError(replaced);
        if (found[side] !== by) throw new UserError(notForYou);
        return act(found);
      });

  const settleAs = (to: 'declined' | 'withdrawn') => async (found: Handover) => {
    if (found.state !== 'pending') return unchanged(found);
    return alone(found, async (pending) => {
      const handover = { ...pending, state: to };
      await handovers.put(handover);
      return { ...unchanged(handover), isNews: true };
    });
  };

  return {
    offer: (offer) =>
      chain(`${offer.from} ${offer.deal}`, async () => {
        const before = await handovers.latest(offer);
        if (before?.id === offer.id || !(await state.claim(`handover ${offer.id}`))) return false;
        await handovers.put(offer);
        return true;
      }),
    accept: answer('to', async (found) => {
      if (found.state !== 'pending' && found.state !== 'accepted') return unchanged(found);
      await deals.checkTaker(found.to, found.deal);
      return alone(found, changeHands);
    }),
    decline: answer('to', settleAs('declined')),
    withdraw: answer('from', settleAs('withdrawn')),
    keep: answer('from', async (found) => {
      if (found.state !== 'done') return unchanged(found);
      await owners.set({ rep: found.from, deal: found.deal, holds: true, at: now().toISOString() });
      return { ...unchanged(found), isNews: true };
    }),
  };
}

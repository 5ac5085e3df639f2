import { z } from 'zod';
import { UserError } from '../errors.ts';
import { dealHash, dealHashes, keysOf } from '../memory/identity/keys.ts';
import type { Memory, Roster, StateBank } from '../memory/memory.ts';
import type { NoteHeader } from '../memory/note.ts';
import { createChain } from '../util/chain.ts';
import { hashOf } from '../util/hash.ts';
import type { DealFlagStore, Owners } from './deal-flags.ts';
import { closedDeal, dealsOf, type RepDeal } from './deals.ts';

const handover = z.object({
  /** A UUID. */
  id: z.string(),
  /** Hash of the deal's key, which spells names. */
  deal: z.string(),
  /** Slack user ids. */
  from: z.string(),
  to: z.string(),
  /** When it was offered, ISO 8601 in UTC. */
  at: z.string(),
  /** The giver's private notes that the team may read once it is accepted, each in the version that was shown. */
  shares: z.array(z.object({ id: z.string(), loggedAt: z.string() })),
  /** `accepted`: it is under way; `done`: all of it is stored. */
  state: z.enum(['pending', 'accepted', 'done', 'declined', 'withdrawn']),
});

/** A deal that somebody offers to a colleague: no quote and no name is in it. */
export type Handover = z.infer<typeof handover>;

/** Which hand-over: carried by its buttons. */
export type HandoverRef = Pick<Handover, 'id' | 'deal' | 'from'>;

/** What a press came to. */
export interface HandoverResult {
  readonly handover: Handover;
  /** False when it was so before this press. */
  readonly isNews: boolean;
  /** Notes that the team can read from now on. */
  readonly shared: readonly string[];
  /** How many notes stay as they are, though they were to be shared: they are not what was shown any more. */
  readonly leftOut: number;
}

type AnswerHandover = (ref: HandoverRef, by: string) => Promise<HandoverResult>;

/** A deal changes hands when its taker accepts. All reject with UpstreamError when memory does not answer, and can be repeated. */
export interface HandOver {
  /** Takes the place of the giver's offer of the same deal before. False when this very offer was made already. */
  offer(offer: Handover): Promise<boolean>;
  /** For the colleague it was offered to. @throws UserError for others, and when there is nothing to take over. */
  readonly accept: AnswerHandover;
  /** For the colleague too. */
  readonly decline: AnswerHandover;
  /** For the giver, until it is accepted. */
  readonly withdraw: AnswerHandover;
  /** For the giver, when it was accepted: the deal is on both weeks from now on, and its taker's still. */
  readonly keep: AnswerHandover;
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

/** Presses on one deal go in turns on this process; among processes whoever claims the moment goes first. */
export function createHandOver(deps: Deps): HandOver {
  const { handovers, owners, deals, state, now } = deps;
  const chain = createChain();

  const alone = async (
    found: Handover,
    act: (one: Handover) => Promise<HandoverResult>,
  ): Promise<HandoverResult> => {
    const turn = Math.floor(now().getTime() / turnMs);
    if (!(await state.claim(`handover ${found.id} ${turn}`))) throw new UserError(busy);
    const again = await handovers.latest(found);
    return again?.id === found.id && again.state === found.state ? act(again) : unchanged(again ?? found);
  };

  const answer =
    (side: 'from' | 'to', act: (found: Handover) => Promise<HandoverResult>): AnswerHandover =>
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
      return alone(found, (offer) => changeHands(deps, offer));
    }),
    decline: answer('to', settleAs('declined')),
    withdraw: answer('from', settleAs('withdrawn')),
    keep: answer('from', async (found) => {
      if (found.state !== 'done') return unchanged(found);
      await owners.set({
        rep: found.from,
        deal: found.deal,
        holds: true,
        too: true,
        at: now().toISOString(),
      });
      return { ...unchanged(found), isNews: true };
    }),
  };
}

function unchanged(handover: Handover): HandoverResult {
  return { handover, isNews: false, shared: [], leftOut: 0 };
}

/** Moves an accepted deal; every step can be repeated, so what was cut short is done again from the start. */
async function changeHands(deps: Deps, offer: Handover): Promise<HandoverResult> {
  const { handovers, owners, memory, now } = deps;
  const { deal, from, to } = offer;
  const at = now().toISOString();
  await handovers.put({ ...offer, state: 'accepted' });
  // The taker first, so that the deal is on somebody's week at any moment.
  await owners.set({ rep: to, deal, holds: true, at });
  await owners.set({ rep: from, deal, holds: false, at });
  const results = await share(memory, offer);
  const handover: Handover = { ...offer, state: 'done' };
  await handovers.put(handover);
  const shared = results.flatMap(({ id, became }) => (became === 'shared' ? [id] : []));
  const leftOut = results.filter(({ became }) => became === 'left out').length;
  return { handover, isNews: true, shared, leftOut };
}

interface ShareResult {
  readonly id: string;
  /** `open`: the giver has shared it already. */
  readonly became: 'shared' | 'open' | 'left out';
}

/** What was shown when the box was ticked, and is so still: the giver's, on this deal, not edited, private. */
async function share(memory: Deps['memory'], offer: Handover): Promise<readonly ShareResult[]> {
  const { shares, from, deal, state } = offer;
  const results: ShareResult[] = [];
  for (const { id, loggedAt } of shares) {
    const note = await memory.read(id, from);
    const isTheirs = note?.author === from && dealHashes(note.deal).includes(deal);
    if (!isTheirs || note.loggedAt !== loggedAt) {
      results.push({ id, became: 'left out' });
    } else if (note.visibility === 'team') {
      // An acceptance that was cut short has shared it.
      results.push({ id, became: state === 'accepted' ? 'shared' : 'open' });
    } else {
      const isShared = await memory.setVisibility(id, 'team', { by: from, loggedAt });
      results.push({ id, became: isShared ? 'shared' : 'left out' });
    }
  }
  return results;
}

const markLength = 8;

/** Tells one version of a note from every other, in 8 characters: a form has little room for what it showed. */
export function versionMark({ id, loggedAt }: Pick<NoteHeader, 'id' | 'loggedAt'>): string {
  return hashOf(`${id} ${loggedAt}`, markLength);
}

/** The last hand-over of each giver and deal: a new one takes the place of the one before. */
export interface Handovers {
  latest(of: Pick<Handover, 'deal' | 'from'>): Promise<Handover | undefined>;
  put(one: Handover): Promise<void>;
}

export function createHandovers(state: StateBank): Handovers {
  return {
    async latest(of) {
      const record = await state.get(idOf(of));
      return handover.safeParse(record?.data).data;
    },
    put: (one) => state.put({ id: idOf(one), kind: 'handover', data: one, noteIds: [], tags: [] }),
  };
}

function idOf({ from, deal }: Pick<Handover, 'deal' | 'from'>): string {
  return `handover-${hashOf(`${from} ${deal}`, 40)}`;
}

/** Deals that can change hands. */
export interface DealsToGive {
  /** A deal of the giver's week, by any of its keys, as the team knows it. @throws UserError that says why it can not be handed over. */
  ofGiver(
    giver: string,
    key: string,
  ): Promise<{ readonly deal: RepDeal; readonly own: readonly NoteHeader[] }>;
  /** Rejects with UserError when there is nothing left to take over. */
  checkTaker(taker: string, hash: string): Promise<void>;
  /** As the team knows it, to name it; undefined when no note of it can be read by the team. */
  known(asker: string, hash: string): Promise<RepDeal | undefined>;
}

interface GivingDeps {
  readonly roster: Roster;
  readonly flags: Pick<DealFlagStore, 'read'>;
}

const notYours = 'This deal is not on your week, so it is not yours to hand over.';

const allPrivate =
  'Everything on this deal is private to you: share at least one note with the team first, then hand it over.';

const nothingLeft =
  'The team can read no note on this deal any more, so there is nothing to take over. Your week stays as it is.';

export function createDealsToGive({ roster, flags }: GivingDeps): DealsToGive {
  return {
    async ofGiver(giver, key) {
      const [headers, own] = await Promise.all([roster.headers(giver), flags.read(giver)]);
      const mine = dealsOf(giver, headers, own).find(({ deal }) => keysOf(deal).includes(key));
      if (!mine) throw new UserError(notYours);
      const deal = inNotes(ofTeam(mine.headers), dealHash(mine.deal.key));
      if (!deal) throw new UserError(allPrivate);
      refuseClosed(mine, 'there is nothing to hand over. Log a next step and it is open again.');
      refuseClosed(deal, 'your team reads. Share the note that opened it again, then hand it over.');
      const isOwn = ({ author, visibility }: NoteHeader) => author === giver && visibility === 'private';
      return { deal, own: mine.headers.filter(isOwn) };
    },

    async checkTaker(taker, hash) {
      const headers = await roster.headers(taker);
      const deal = inNotes(headers, hash);
      if (!deal || !inNotes(ofTeam(headers), hash)) throw new UserError(nothingLeft);
      refuseClosed(deal, 'there is nothing to take over. Your week stays as it is.');
    },

    async known(asker, hash) {
      return inNotes(ofTeam(await roster.headers(asker)), hash);
    },
  };
}

function refuseClosed(deal: RepDeal, rest: string): void {
  const closed = closedDeal(deal);
  if (closed) throw new UserError(`This deal is ${closed.outcome}, so ${rest}`);
}

/** The deals of these notes, whoever wrote them. */
function inNotes(headers: readonly NoteHeader[], hash: string): RepDeal | undefined {
  const owned = new Map([[hash, { holds: true, at: '' }]]);
  return dealsOf('', headers, { owned })[0];
}

function ofTeam(headers: readonly NoteHeader[]): readonly NoteHeader[] {
  return headers.filter(({ visibility }) => visibility === 'team');
}

import { UserError } from '../errors.ts';
import type { Memory } from '../memory/memory.ts';
import { byNewestCall, type Note } from '../memory/note.ts';
import { everybody, type Team } from '../memory/team.ts';
import { soon } from '../util/deadline.ts';
import { ownTurn } from '../util/own-turn.ts';
import { type TimeStage, untimed } from '../util/time-stage.ts';
import { assembleBrief } from './assemble.ts';
import type { Brief, Briefer, BriefRequest } from './brief.ts';
import { searchNotes } from './evidence/search-notes.ts';
import { type Topic, topicOf } from './evidence/topic.ts';
import { gainOf } from './gain.ts';
import type { ReadDeal, ReadDeals } from './reading/read-deals.ts';
import type { DealWords } from './words/words.ts';

interface Deps {
  readonly memory: Memory;
  readonly deals: ReadDeals;
  /** Who is not of it cannot know what the team sees; everybody is when left out. */
  readonly team?: Pick<Team, 'has'>;
  /** Resolves when all that somebody may see of a deal is read, or is given up. */
  readonly readFirst: (deal: string, asker: string) => Promise<void>;
  readonly wait: (ms: number) => Promise<void>;
  readonly words: Pick<DealWords, 'on'>;
  /** Hears of `notes`, `readings` and `words`. */
  readonly timeStage?: TimeStage;
}

/** A minute later nobody looks at a receipt or a card for news. */
const catchUpMs = 60_000;
const lookAgainMs = 1_000;
const mostLooks = 60;

/** Briefs and gains over one team's memory, from what was read when it was logged. */
export function createBriefer(deps: Deps): Briefer {
  const { memory, deals, team: readers = everybody, readFirst, wait, words, timeStage = untimed } = deps;

  async function find({ deal, asker }: BriefRequest): Promise<readonly Note[]> {
    const headers = await memory.list({ deal }, asker);
    // Whoever asks may know the deal by a key that it had.
    const key = headers[0]?.deal.key;
    const notes = await memory.texts(headers);
    return notes.filter((note) => note.deal.key === key).toSorted(byNewestCall);
  }

  const gather = (request: BriefRequest) => timeStage('notes', find(request));

  async function brief(request: BriefRequest, given: readonly Note[]): Promise<Brief> {
    const notes = given.toSorted(byNewestCall);
    const shared = notes.filter(({ visibility }) => visibility === 'team');
    const hasOwn = shared.length < notes.length && shared.length > 0 && readers.has(request.asker);
    const [[deal, team], standing] = await Promise.all([
      timeStage('readings', deals.ofMany(hasOwn ? [notes, shared] : [notes])),
      request.asOf === undefined ? timeStage('words', words.on(notes)) : () => null,
    ]);
    if (!deal) throw new RangeError('a brief needs at least one note');
    const said = standing(deal);
    const topic = await topicIn(deal, request);
    await ownTurn();
    const isOther = team?.score && team.score.value !== deal.score?.value;
    const findings = { request, deal, words: said, teamScore: isOther ? team.score : null };
    const made = { ...assembleBrief(findings, deals.rubric), topic };
    // A note is held against all that the team knows: who is not of it hears nothing of that.
    return readers.has(request.asker) ? made : { ...made, reading: { ...made.reading, uncompared: 0 } };
  }

  async function topicIn(
    deal: ReadDeal,
    { about, asker, asOf = deal.asOf }: BriefRequest,
  ): Promise<Topic | undefined> {
    const notes = deal.notes.filter(({ day }) => day <= asOf);
    const [newest] = notes;
    if (about === undefined || !newest) return undefined;
    const search = { deal: newest.deal.key, asker, text: about, notes };
    return topicOf(deal, about, { found: await searchNotes(memory, search), asOf });
  }

  /** The deal once it is read and the second witness has spoken, or as it is when that takes too long. */
  async function caughtUp(request: BriefRequest, isDone = isChecked): Promise<ReadDeal | undefined> {
    await soon(readFirst(request.deal, request.asker), undefined, catchUpMs);
    return lookUntil(request, isDone);
  }

  /** Who is not of the team hears nothing of what its notes are held against. */
  function isCompared({ reading }: ReadDeal, { asker }: BriefRequest): boolean {
    return reading.uncompared === 0 || !readers.has(asker);
  }

  async function lookUntil(
    request: BriefRequest,
    isDone: (deal: ReadDeal) => boolean,
  ): Promise<ReadDeal | undefined> {
    for (let looks = 1; ; looks += 1) {
      const notes = await gather(request);
      const deal = notes.length > 0 ? await deals.of(notes) : undefined;
      if (!deal || isDone(deal) || looks === mostLooks) return deal;
      await wait(lookAgainMs);
    }
  }

  return {
    gather,
    brief,
    async catchUp(request) {
      await caughtUp(request);
    },
    async compared(request) {
      await lookUntil(request, (deal) => isChecked(deal) && isCompared(deal, request));
    },
    async gain(request, noteId) {
      // What a note of an older call says may be over by the newer notes, which are held against it after it was read.
      const isHeld = (one: ReadDeal) => one.notes[0]?.id === noteId || isCompared(one, request);
      const deal = await caughtUp(request, (one) => isChecked(one) && isHeld(one));
      const isThere = deal?.notes.some(({ id }) => id === noteId);
      if (!deal || !isThere || deal.reading.unread.has(noteId) || !isHeld(deal)) return null;
      return gainOf(noteId, deal.history, { rubric: deals.rubric, asOf: deal.asOf });
    },
  };
}

function isChecked({ reading }: ReadDeal): boolean {
  return !reading.isBeingChecked;
}

/** What anybody of the team may know of a deal, for who asks. */
export type TeamBrief = (deal: string, asker: string) => Promise<Brief>;

/**
 * Private notes are out before anything is scored, told or counted, the asker's own too. Rejects with UserError when
 * the team can read no note on the deal.
 */
export function createTeamBrief(briefer: Briefer): TeamBrief {
  return async (deal, asker) => {
    const all = await briefer.gather({ deal, prospect: null, asker });
    const notes = all.filter(({ visibility }) => visibility === 'team');
    const [newest] = notes;
    if (!newest) throw new UserError('There are no notes on this deal that the team can read any more.');
    return briefer.brief({ deal, prospect: newest.prospects[0]?.key ?? null, asker }, notes);
  };
}

import { UserError } from '../errors.ts';
import type { Memory } from '../memory/memory.ts';
import { byNewestCall, type Note } from '../memory/note.ts';
import { assembleBrief } from './assemble.ts';
import type { Brief, Briefer, BriefRequest } from './brief.ts';
import { searchNotes } from './evidence/search-notes.ts';
import { type Topic, topicOf } from './evidence/topic.ts';
import { gainOf } from './gain.ts';
import type { ReadDeal, ReadDeals } from './read-deals.ts';
import type { Words } from './words/words.ts';

interface Deps {
  readonly memory: Memory;
  readonly deals: ReadDeals;
  /** The model's own sentences on a deal, as far as they are made already; null where none are or none may be seen. */
  readonly wordsOn: (deal: ReadDeal) => Promise<Words | null>;
}

/** Briefs and gains over one team's memory, from what was read when it was logged. */
export function createBriefer({ memory, deals, wordsOn }: Deps): Briefer {
  async function gather({ deal, asker }: BriefRequest): Promise<readonly Note[]> {
    const headers = await memory.list({ deal }, asker);
    // Whoever asks may know the deal by a key that it had.
    const key = headers[0]?.deal.key;
    const notes = await memory.texts(headers);
    return notes.filter((note) => note.deal.key === key).toSorted(byNewestCall);
  }

  async function brief(request: BriefRequest, given: readonly Note[]): Promise<Brief> {
    const notes = given.toSorted(byNewestCall);
    const shared = notes.filter(({ visibility }) => visibility === 'team');
    const hasOwn = shared.length < notes.length && shared.length > 0;
    const [deal, team] = await deals.ofMany(hasOwn ? [notes, shared] : [notes]);
    if (!deal) throw new RangeError('a brief needs at least one note');
    const words = request.asOf === undefined ? await wordsOn(deal) : null;
    const topic = await topicIn(deal, request);
    const isOther = team?.score && team.score.value !== deal.score?.value;
    const findings = { request, deal, words, teamScore: isOther ? team.score : null };
    return { ...assembleBrief(findings, deals.rubric), topic };
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

  return {
    gather,
    brief,
    async gain(request, noteId) {
      const notes = await gather(request);
      if (!notes.some(({ id }) => id === noteId)) return null;
      const deal = await deals.of(notes);
      if (deal.reading.unread.has(noteId)) return null;
      return gainOf(noteId, deal.history, { rubric: deals.rubric, asOf: deal.asOf });
    },
  };
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

import { UserError } from '../errors.ts';
import { dealMark, keysOf } from '../memory/keys.ts';
import type { Roster } from '../memory/memory.ts';
import type { NoteHeader } from '../memory/note.ts';
import { closedDeal, dealsOf, type RepDeal } from './deals-of.ts';
import type { WeekMarks } from './week-marks.ts';

/** Deals that can change hands. */
export interface DealsToGive {
  /** A deal of the giver's week, by any of its keys, as the team knows it. @throws UserError that says why it can not be handed over. */
  ofGiver(
    giver: string,
    key: string,
  ): Promise<{ readonly deal: RepDeal; readonly own: readonly NoteHeader[] }>;
  /** Rejects with UserError when there is nothing left to take over. */
  checkTaker(taker: string, mark: string): Promise<void>;
  /** As the team knows it, to name it; undefined when no note of it can be read by the team. */
  known(asker: string, mark: string): Promise<RepDeal | undefined>;
}

interface Deps {
  readonly roster: Roster;
  readonly marks: Pick<WeekMarks, 'read'>;
}

const notYours = 'This deal is not on your week, so it is not yours to hand over.';
const allPrivate =
  'Everything on this deal is private to you: share at least one note with the team first, then hand it over.';
const nothingLeft =
  'The team can read no note on this deal any more, so there is nothing to take over. Your week stays as it is.';

function refuseClosed(deal: RepDeal, rest: string): void {
  const closed = closedDeal(deal);
  if (closed) throw new UserError(`This deal is ${closed.outcome}, so ${rest}`);
}

/** The deals of these notes, whoever wrote them. */
function inNotes(headers: readonly NoteHeader[], mark: string): RepDeal | undefined {
  const owned = new Map([[mark, { holds: true, at: '' }]]);
  return dealsOf('', headers, { owned })[0];
}

function shared(headers: readonly NoteHeader[]): readonly NoteHeader[] {
  return headers.filter(({ visibility }) => visibility === 'team');
}

export function createDealsToGive({ roster, marks }: Deps): DealsToGive {
  return {
    async ofGiver(giver, key) {
      const [headers, own] = await Promise.all([roster.headers(giver), marks.read(giver)]);
      const mine = dealsOf(giver, headers, own).find(({ deal }) => keysOf(deal).includes(key));
      if (!mine) throw new UserError(notYours);
      const deal = inNotes(shared(mine.headers), dealMark(mine.deal.key));
      if (!deal) throw new UserError(allPrivate);
      refuseClosed(mine, 'there is nothing to hand over. Log a next step and it is open again.');
      refuseClosed(deal, 'your team reads. Share the note that opened it again, then hand it over.');
      const isOwn = ({ author, visibility }: NoteHeader) => author === giver && visibility === 'private';
      return { deal, own: mine.headers.filter(isOwn) };
    },

    async checkTaker(taker, mark) {
      const headers = await roster.headers(taker);
      const deal = inNotes(headers, mark);
      if (!deal || !inNotes(shared(headers), mark)) throw new UserError(nothingLeft);
      refuseClosed(deal, 'there is nothing to take over. Your week stays as it is.');
    },

    async known(asker, mark) {
      return inNotes(shared(await roster.headers(asker)), mark);
    },
  };
}

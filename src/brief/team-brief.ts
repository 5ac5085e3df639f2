import { UserError } from '../errors.ts';
import type { Brief, Briefer } from './brief.ts';

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

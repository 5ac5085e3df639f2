import type { Briefer } from '../../brief/brief.ts';
import { createTeamBrief } from '../../brief/briefer.ts';
import { createDealsToGive, createHandOver, createHandovers } from '../../digest/hand-over.ts';
import type { Owners } from '../../digest/owners.ts';
import type { WeekMarks } from '../../digest/week-marks.ts';
import type { Log } from '../../log.ts';
import type { Memory, Roster } from '../../memory/memory.ts';
import type { StateBank } from '../../memory/state-bank.ts';
import type { Audit } from '../audit.ts';
import type { Deliver } from '../deliver.ts';
import type { Members } from '../members.ts';
import type { Once } from '../once.ts';
import { createFormListeners } from './form-listeners.ts';
import { createGiverButtons } from './giver-buttons.ts';
import { createSendOffer } from './send-offer.ts';
import { createTakerButtons } from './taker-buttons.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly state: StateBank;
  readonly briefer: Briefer;
  readonly marks: WeekMarks;
  readonly owners: Owners;
  readonly members: Members;
  readonly deliver: Deliver;
  readonly once: Once;
  readonly audit: Audit;
  /** Hears whose week changed. */
  readonly changed: (user: string) => void;
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
    ...createFormListeners({ ...deps, sendOffer: createSendOffer(deps) }),
    ...createTakerButtons(deps),
    ...createGiverButtons(deps),
  };
}

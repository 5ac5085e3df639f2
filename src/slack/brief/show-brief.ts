import type { Brief, Briefer, BriefRequest } from '../../brief/brief.ts';
import { type LastBriefs, newsSince, type RecentBriefs } from '../../brief/last-brief.ts';
import { UserError } from '../../errors.ts';
import type { Past, Roster } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import type { BackgroundWork } from '../../util/background-work.ts';
import { dayIn, dayName } from '../../util/calendar.ts';
import { showWhenSlow, soon } from '../../util/deadline.ts';
import type { TimeStage } from '../../util/time-stage.ts';
import type { Audit, AuditView } from '../kit/audit.ts';
import { type Message, modal, workingView } from '../kit/blocks.ts';
import { cardMessage, fingerprint, isUnfinished, nothingYetMessage } from '../kit/brief-card.ts';
import type { DealButton } from '../kit/deal-button.ts';
import { lookingMessage } from '../kit/find-person.ts';
import type { Members } from '../kit/members.ts';
import type { Place } from '../kit/place.ts';
import type { BriefInModal, ShowBrief } from '../kit/ports.ts';
import type { Request, Response } from '../kit/request.ts';

const goneSentence = 'There are no notes on this any more. Log a call and the next brief starts there.';

function notesBy(asOf: string | undefined, notes: readonly Note[]): readonly Note[] {
  return asOf === undefined ? notes : notes.filter(({ day }) => day <= asOf);
}

/** Why there is nothing to show; `notes` are all of the deal, newest call first. */
function noneSentence({ asOf }: BriefRequest, notes: readonly Note[]): string {
  const first = notes.at(-1)?.day;
  if (asOf === undefined || first === undefined) return goneSentence;
  return `There was no note on this by ${dayName(asOf, '')}: the first is of ${dayName(first, '')}. Ask for that day or a later one.`;
}

interface Deps {
  readonly briefer: Briefer;
  readonly roster: Roster;
  readonly lastBriefs: LastBriefs;
  readonly audit: Audit;
  readonly members: Pick<Members, 'lately'>;
  readonly work: BackgroundWork;
  readonly report: (error: unknown) => void;
  readonly now: () => Date;
  /** Hears of `card`: until Slack has it. */
  readonly timeStage: TimeStage;
}

/** Whose last brief it was is known soon, or is done without. */
const recentMs = 400;
/** A zone is kept for a day, and done without when Slack is slow. */
const zoneMs = 400;

/** A card's brief, and what stands on it beside that. */
interface Drawn {
  readonly brief: Brief;
  readonly past: Past | undefined;
  readonly recent: RecentBriefs | null;
}

export function createShowBrief(deps: Deps): ShowBrief {
  const { briefer, roster, lastBriefs, audit, work, report } = deps;

  function note({ notes, asker }: Brief, view: AuditView): void {
    audit({ did: 'read', view, by: asker, noteIds: notes.map(({ id }) => id) });
  }

  /** Where else the person was known before; a brief of a past day is as it was then. */
  async function pastOf({ prospect, asker, asOf }: BriefRequest): Promise<Past | undefined> {
    return prospect === null || asOf !== undefined ? undefined : roster.past(prospect, asker);
  }

  /** The brief with its days counted from the asker's own, as far as Slack tells their zone. */
  async function briefOf(wanted: BriefRequest, notes: readonly Note[]): Promise<Brief> {
    const today = deps.members.lately(wanted.asker).then(({ zone }) => dayIn(zone, deps.now()));
    return briefer.brief({ ...wanted, today: await soon(today, undefined, zoneMs) }, notes);
  }

  function recentOf({ asker, deal, asOf }: BriefRequest): Promise<RecentBriefs | null> {
    return asOf === undefined ? soon(lastBriefs.of(asker, deal), null, recentMs) : Promise.resolve(null);
  }

  /** What there is to show by the day asked for; only where somebody was elsewhere may it be nothing. */
  async function read(wanted: BriefRequest): Promise<Drawn | Past> {
    const [notes, past, recent] = await Promise.all([
      briefer.gather(wanted),
      pastOf(wanted),
      recentOf(wanted),
    ]);
    if (notesBy(wanted.asOf, notes).length > 0) {
      return { brief: await briefOf(wanted, notes), past, recent };
    }
    if (past) return past;
    throw new UserError(noneSentence(wanted, notes));
  }

  async function draw({ brief, past, recent }: Drawn, place: Place): Promise<void> {
    const news = brief.isPast ? null : newsSince(brief, recent);
    const card = cardMessage(brief, { offersKeep: !(await place.stays()), past, news });
    await deps.timeStage('card', place.show(card));
  }

  /** Shown as a brief, and remembered as one. */
  async function show(drawn: Drawn, place: Place): Promise<void> {
    await draw(drawn, place);
    note(drawn.brief, 'brief');
    if (!drawn.brief.isPast) work.track(lastBriefs.shown(drawn.brief)).catch(report);
  }

  /** Has more of it read, and draws the card again where it stays, whenever that changes it. */
  async function follow(wanted: BriefRequest, first: Drawn, place: Place): Promise<void> {
    let drawn = first.brief;
    for (const step of [briefer.catchUp, briefer.compared]) {
      if (!isUnfinished(drawn)) return;
      await step(wanted);
      if (!(await place.stays())) return;
      const notes = await briefer.gather(wanted);
      if (notes.length === 0) return;
      const brief = await briefOf(wanted, notes);
      if (fingerprint(brief) !== fingerprint(drawn)) await show({ ...first, brief }, place);
      drawn = brief;
    }
  }

  async function unseen(button: DealButton, asker: string): Promise<Brief> {
    const { deal, prospect, asOf, about } = await roster.current(button, asker);
    const wanted = { deal, prospect, asker, asOf, about };
    const notes = await briefer.gather(wanted);
    if (notesBy(asOf, notes).length === 0) throw new UserError(noneSentence(wanted, notes));
    return briefOf(wanted, notes);
  }

  async function inPlace(asking: BriefRequest, place: Place): Promise<void> {
    const wanted = await roster.current(asking, asking.asker);
    const drawn = await showWhenSlow(read(wanted), () => place.progress(lookingMessage()));
    if (!('brief' in drawn)) return place.show(nothingYetMessage(drawn));
    await show(drawn, place);
    work.track(follow(wanted, drawn, place)).catch(report);
  }

  return {
    async card(brief, place) {
      const { deal, asker, isPast, asOf } = brief;
      const prospect = brief.prospect?.key ?? null;
      const wanted = { deal: deal.key, prospect, asker, asOf: isPast ? asOf : undefined };
      const [past, recent] = await Promise.all([pastOf(wanted), recentOf(wanted)]);
      await draw({ brief, past, recent }, place);
    },
    inPlace,
    again({ deal, prospect, asOf, about }, request) {
      const wanted = { deal, prospect, asOf, about, asker: request.member.id };
      return inPlace(wanted, request.modal.isOpened ? placeIn(request) : request.place);
    },
    unseen,
    async behind(button, asker, view = 'brief') {
      const brief = await unseen(button, asker);
      note(brief, view);
      return brief;
    },
  };
}

const title = 'Brief';

/** In place of messages everything is shown in the modal. */
export function briefInModal(showBrief: ShowBrief, refFor: Parameters<BriefInModal>[0]): Response {
  return {
    opens: workingView(title, 'Reading the notes…'),
    async work(request) {
      const wanted = { ...(await refFor(request)), asker: request.member.id };
      await showBrief.inPlace(wanted, placeIn(request));
    },
  };
}

/** The modal that was used, as a place for a card. */
export function placeIn({ modal: opened }: Pick<Request, 'modal'>): Place {
  const show = async ({ blocks }: Message): Promise<void> => {
    await opened.show(modal(title, blocks));
  };
  return { show, progress: show, tell: show, stays: async () => false };
}

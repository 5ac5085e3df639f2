import type { BlockAction, SlashCommand } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import { UserError } from '../../errors.ts';
import type { Target } from '../../memory/identity/people.ts';
import { resolve } from '../../memory/identity/resolve.ts';
import type { Roster } from '../../memory/memory.ts';
import { dayIn, dayName } from '../../util/calendar.ts';
import { showWhenSlow } from '../../util/deadline.ts';
import { pastDay } from '../../util/named-days.ts';
import type { AuditView } from '../kit/audit.ts';
import { context, modal, modal as modalView, sentence } from '../kit/blocks.ts';
import { fingerprint } from '../kit/brief-card.ts';
import { type DealButton, dayOfBlock, parseDealButton, parseNotesPage } from '../kit/deal-button.ts';
import { type Asker, createFindPerson, lookingMessage, typedName } from '../kit/find-person.ts';
import { briefIds } from '../kit/ids.ts';
import type { Member } from '../kit/members.ts';
import { notesView } from '../kit/notes-view.ts';
import type { Places } from '../kit/place.ts';
import type { ShowBrief } from '../kit/ports.ts';
import { type Once, pressedValue, type Request, type Response, usage } from '../kit/request.ts';
import { clean, clip, md } from '../kit/text.ts';
import { moreView, whyView } from './views.ts';

interface Deps {
  readonly roster: Roster;
  readonly showBrief: ShowBrief;
  readonly places: Places;
  readonly once: Once;
  readonly now: () => Date;
}

const briefForm =
  '`/brief Priya`, `/brief Rentfield`, `/brief Priya as of 1 May`, or `/brief` alone to choose';
const repeatMs = 3_000;
const inDm = sentence('The brief is in your messages with SalesMemory.');

/** Every way to ask for a brief: by name, by choosing, by a button that carries the deal. */
export function createAskBrief({ showBrief, places, once, ...deps }: Deps) {
  const question = 'Who is the call with?';
  const find = createFindPerson(deps, { ids: briefIds, command: '/brief', question, knowsMoves: true });

  function show(target: Pick<Target, 'deal' | 'prospect'>, request: Request, asOf?: string): Promise<void> {
    const { deal, prospect } = target;
    const wanted = { deal: deal.key, prospect: prospect?.key ?? null, asker: request.member.id, asOf };
    return showBrief.inPlace(wanted, request.place);
  }

  function askerOf({ member, place }: Request, asOf?: string): Asker {
    return { member, show: (message) => place.show(message), asOf };
  }

  async function named(typed: string, request: Request): Promise<void> {
    const asking = readNamed(deps, typed, request.member);
    const { name, asOf } = await showWhenSlow(asking, () => request.place.progress(lookingMessage()));
    const target = await find.byName(name, askerOf(request, asOf));
    if (target) await show(target, request, asOf);
  }

  return {
    /** By what may stand after `/brief`; nothing at all offers the recent ones. */
    named,

    command({ text, user_id, channel_id }: SlashCommand): Response {
      const typed = text.trim();
      if (typed === 'help') return usage(briefForm);
      if (!once.isFirst(`${user_id} ${channel_id} ${typed}`, repeatMs)) return {};
      return { work: (request) => named(typed, request) };
    },

    /** A button elsewhere: what it stands on stays, and the brief is posted in the DM. */
    openBeside(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return {
        async work(request) {
          const { member, modal } = request;
          if (modal.isOpened) await modal.show(modalView('Brief', inDm.blocks));
          await showBrief.inPlace({ ...button, asker: member.id }, places.ofDm(member.id));
        },
      };
    },

    /** One of several that were offered. */
    open(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return {
        work: (request) => showBrief.inPlace({ ...button, asker: request.member.id }, request.place),
      };
    },

    /** Somebody chosen in a type-ahead. */
    pick(body: BlockAction): Response {
      const token = pressedValue(body);
      return {
        async work(request) {
          await show(await find.byToken(token, askerOf(request)), request, dayOfBlock(body.actions[0]));
        },
      };
    },

    suggestions: find.suggestions,
  };
}

/** Whose brief, and of which day. */
interface NamedBrief {
  readonly name: string;
  /** A day of the past, `YYYY-MM-DD`; undefined for now. */
  readonly asOf: string | undefined;
}

interface AsOfDeps {
  readonly roster: Roster;
  readonly now: () => Date;
}

const rightForm = 'Try /brief Priya as of 1 May, or as of 2026-05-01.';

/**
 * Tells a name from the day that may follow it; a name that the asker's notes know stays a name, whatever stands in it.
 * Rejects with UserError when what follows is no day, or one ahead.
 */
async function readNamed({ roster, now }: AsOfDeps, typed: string, member: Member): Promise<NamedBrief> {
  const text = clean(typed).trim();
  const split = /^(?:(.*)\s)?as of(?:\s+(.*))?$/is.exec(text);
  const isName =
    split !== null && ['one', 'many'].includes(resolve(text, await roster.headers(member.id)).kind);
  if (!split || isName) return { name: typedName(text), asOf: undefined };
  const [, name = '', words = ''] = split;
  return { name: typedName(name), asOf: pastDayOf(words, dayIn(member.zone, now())) };
}

function pastDayOf(words: string, today: string): string | undefined {
  const day = pastDay(words, today);
  if (day === null) throw new UserError(`“${clip(`as of ${words}`, 60).trim()}” names no day. ${rightForm}`);
  if (day > today) throw new UserError(`${dayName(day, today)} has not come yet. ${rightForm}`);
  return day === today ? undefined : day;
}

interface Opening {
  readonly title: string;
  readonly view: AuditView;
  draw(brief: Brief, isStale: boolean): ModalView;
}

/** Why, Notes, More and Keep on a card. A card older than its notes is drawn again when it is touched. */
export function createCardButtons(showBrief: ShowBrief, places: Places) {
  async function redrawIfStale(brief: Brief, button: DealButton, request: Request): Promise<boolean> {
    const isStale = button.fingerprint !== undefined && button.fingerprint !== fingerprint(brief);
    if (isStale) await showBrief.card(brief, request.place);
    return isStale;
  }

  function opening({ title, view, draw }: Opening): (body: BlockAction) => Response {
    return (body) => {
      const button = parseDealButton(pressedValue(body));
      return {
        opens: modal(title, [context(md`Reading the notes…`)]),
        async work(request) {
          const brief = await showBrief.behind(button, request.member.id, view);
          const isStale = await redrawIfStale(brief, button, request);
          await request.modal.show(draw(brief, isStale));
        },
      };
    };
  }

  return {
    why: opening({ title: 'Why this score', view: 'why', draw: whyView }),
    more: opening({ title: 'The full brief', view: 'full brief', draw: moreView }),
    notes: opening({
      title: 'Notes',
      view: 'notes',
      draw: (brief, isStale) => notesView(brief, { asker: brief.asker, isStale }),
    }),

    notesPage(body: BlockAction): Response {
      const { button, from } = parseNotesPage(pressedValue(body));
      return {
        async work({ member, modal: opened }) {
          const brief = await showBrief.behind(button, member.id, 'notes');
          await opened.show(notesView(brief, { asker: member.id, isStale: false, from }));
        },
      };
    },

    /** The card as it is by now, where nobody draws it again unasked. */
    refresh(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return { work: (request) => showBrief.again(button, request) };
    },

    /** Posts the brief in the person's DM, where it stays, and takes the offer off the card. */
    keep(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return {
        async work({ member, place }) {
          const brief = await showBrief.behind(button, member.id, 'brief');
          const dm = places.ofDm(member.id);
          await showBrief.card(brief, dm);
          await showBrief.card(brief, { ...place, stays: dm.stays });
        },
      };
    },
  };
}

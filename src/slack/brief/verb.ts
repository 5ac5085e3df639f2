import type { BlockAction, SlashCommand } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import { UserError } from '../../errors.ts';
import type { Target } from '../../memory/identity/people.ts';
import { resolve } from '../../memory/identity/resolve.ts';
import type { Memory, Roster } from '../../memory/memory.ts';
import { dayIn, dayName } from '../../util/calendar.ts';
import { showWhenSlow } from '../../util/deadline.ts';
import { pastDay, spelledDays } from '../../util/named-days.ts';
import type { AuditView } from '../kit/audit.ts';
import { modal as modalView, sentence, workingView } from '../kit/blocks.ts';
import { fingerprint } from '../kit/brief-card.ts';
import type { CommandName } from '../kit/commands.ts';
import {
  type AskedFor,
  askedOfBlock,
  type DealButton,
  parseDealButton,
  parseNotesPage,
} from '../kit/deal-button.ts';
import { type Asker, createFindPerson, lookingMessage, typedName } from '../kit/find-person.ts';
import { briefIds } from '../kit/ids.ts';
import type { Member } from '../kit/members.ts';
import { notesView } from '../kit/notes-view.ts';
import type { Places } from '../kit/place.ts';
import type { OpenNote, ShowBrief } from '../kit/ports.ts';
import { firstOf, type Once, pressedValue, type Request, type Response, usage } from '../kit/request.ts';
import { clean, clip } from '../kit/text.ts';
import { placeIn } from './show-brief.ts';
import { moreView, whyView } from './views.ts';

interface Deps {
  readonly memory: Pick<Memory, 'texts'>;
  readonly roster: Roster;
  readonly showBrief: ShowBrief;
  readonly places: Places;
  readonly once: Once;
  readonly commandName: CommandName;
  readonly now: () => Date;
}

function briefForm(brief: string): string {
  const forms = ['Priya', 'Rentfield', 'Priya about price', 'Priya as of 1 May'];
  return `${forms.map((form) => `\`${brief} ${form}\``).join(', ')}, or \`${brief}\` alone to choose`;
}

const repeatMs = 3_000;
const isInDm = sentence('The brief is in your messages with SalesMemory.');

/** Every way to ask for a brief: by name, by choosing, by a button that carries the deal. */
export function createAskBrief({ showBrief, places, once, ...deps }: Deps) {
  const question = 'Who is the call with?';
  const { memory } = deps;
  const find = createFindPerson(deps, {
    ...{ ids: briefIds, command: 'brief', question, memory, knowsMoves: true },
  });

  function show(
    { deal, prospect }: Pick<Target, 'deal' | 'prospect'>,
    request: Request,
    asked: AskedFor,
  ): Promise<void> {
    const wanted = { ...asked, deal: deal.key, prospect: prospect?.key ?? null, asker: request.member.id };
    return showBrief.inPlace(wanted, request.place);
  }

  function askerOf({ member, place }: Request, asked?: AskedFor): Asker {
    return { ...asked, member, show: place.show, progress: place.progress };
  }

  function inDm(body: BlockAction): Response {
    const button = parseDealButton(pressedValue(body));
    return {
      async work({ member, modal }) {
        if (modal.isOpened) await modal.show(modalView('Brief', isInDm.blocks));
        await showBrief.inPlace({ ...button, asker: member.id }, places.ofDm(member.id));
      },
    };
  }

  async function named(typed: string, request: Request): Promise<void> {
    const asking = readNamed(deps, typed, request.member);
    const { name, ...asked } = await showWhenSlow(asking, () => request.place.progress(lookingMessage()));
    const target = await find.byName(name, askerOf(request, asked));
    if (target) await show(target, request, asked);
  }

  return {
    /** By what may stand after the command; nothing at all offers the recent ones. */
    named,

    command({ text, user_id, channel_id }: SlashCommand): Response {
      const typed = text.trim();
      if (typed === 'help') return usage(briefForm(deps.commandName('brief')));
      const key = `${user_id} ${channel_id} ${typed}`;
      return firstOf({ once, key, ms: repeatMs }, (request) => named(typed, request));
    },

    /** A button elsewhere: what it stands on stays. In a modal the brief comes above it, else into the DM. */
    openBeside(body: BlockAction): Response {
      if (body.view?.type !== 'modal') return inDm(body);
      const button = parseDealButton(pressedValue(body));
      return {
        opens: workingView('Brief', 'Reading the notes…'),
        isAbove: true,
        work: (request) => showBrief.again(button, request),
      };
    },

    /** The same into the DM, as its button says. */
    openInDm: inDm,

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
          const asked = askedOfBlock(body.actions[0]);
          await show(await find.byToken(token, askerOf(request)), request, asked);
        },
      };
    },

    suggestions: find.suggestions,
  };
}

/** Whose brief, of which day, and about what. */
interface NamedBrief extends AskedFor {
  readonly name: string;
}

interface AsOfDeps {
  readonly roster: Roster;
  readonly commandName: CommandName;
  readonly now: () => Date;
}

/** On which day it is asked, `YYYY-MM-DD`, and by which command. */
interface Asking {
  readonly today: string;
  readonly brief: string;
  /** The asker's way of writing a day in numbers. */
  readonly isMonthFirst: boolean;
}

const asOfForm = /^(?:(.*)\s)?as of(?:\s+(.*))?$/is;
const aboutWord = /(?<=^|\s)about\s+(?=\S)/gi;
const longestTopic = 80;

/**
 * Tells a name from the matter and the day that may follow it, in either order; a name that the asker's notes know
 * stays a name, whatever stands in it. Rejects with UserError when what follows the name is no day, or one ahead.
 */
async function readNamed(
  { roster, commandName, now }: AsOfDeps,
  typed: string,
  member: Member,
): Promise<NamedBrief> {
  const text = clean(typed).trim();
  const splits = Array.from(text.matchAll(aboutWord), ({ 0: word, index }) => ({
    named: text.slice(0, index).trim(),
    matter: text.slice(index + word.length),
  }));
  if (splits.length === 0 && !asOfForm.test(text)) return { name: typedName(text), asOf: undefined };
  const headers = await roster.headers(member.id);
  const isKnown = (name: string) => ['one', 'many'].includes(resolve(name, headers).kind);
  const { isMonthFirst } = member;
  const asking = { today: dayIn(member.zone, now()), brief: commandName('brief'), isMonthFirst };
  if (isKnown(text)) return { name: typedName(text), asOf: undefined };
  // Companies have that word in their names too.
  const split = splits.find(({ named }) => isKnown(named)) ?? splits[0];
  if (!split) return dated(text, asking);
  const { named, matter } = split;
  const told = topicAndDay(matter, asking);
  const before = isKnown(named) ? { name: typedName(named), asOf: undefined } : dated(named, asking);
  return { ...before, asOf: told.asOf ?? before.asOf, about: told.about };
}

function dated(text: string, asking: Asking): NamedBrief {
  const [, name = '', words] = asOfForm.exec(text) ?? [];
  if (!asOfForm.test(text)) return { name: typedName(text), asOf: undefined };
  return { name: typedName(name), asOf: pastDayOf(words ?? '', asking) };
}

/** A matter may hold "as of" too: only a day behind it makes it one of the past. */
function topicAndDay(text: string, asking: Asking): AskedFor {
  const [, matter, words] = asOfForm.exec(text) ?? [];
  const isDay =
    words !== undefined && pastDay(spelledDays(words, asking.isMonthFirst), asking.today) !== null;
  const about = clip((isDay ? (matter ?? '') : text).trim(), longestTopic);
  return { about: about === '' ? undefined : about, asOf: isDay ? pastDayOf(words, asking) : undefined };
}

function pastDayOf(words: string, { today, brief, isMonthFirst }: Asking): string | undefined {
  const rightForm = `Try ${brief} Priya as of 1 May, or as of 2026-05-01.`;
  const day = pastDay(spelledDays(words, isMonthFirst), today);
  if (day === null) throw new UserError(`“${clip(`as of ${words}`, 60).trim()}” names no day. ${rightForm}`);
  if (day > today) throw new UserError(`${dayName(day, today)} has not come yet. ${rightForm}`);
  return day === today ? undefined : day;
}

interface CardDeps {
  readonly showBrief: ShowBrief;
  readonly openNote: OpenNote;
  readonly places: Places;
}

interface Opening {
  readonly title: string;
  readonly view: AuditView;
  draw(brief: Brief, isStale: boolean): ModalView;
}

/** Why, Notes, More and Keep on a card. A card older than its notes is drawn again when it is touched. */
export function createCardButtons({ showBrief, openNote, places }: CardDeps) {
  async function redrawIfStale(brief: Brief, button: DealButton, request: Request): Promise<boolean> {
    const isStale = button.fingerprint !== undefined && button.fingerprint !== fingerprint(brief);
    if (isStale) await showBrief.card(brief, request.place);
    return isStale;
  }

  function opening({ title, view, draw }: Opening): (body: BlockAction) => Response {
    return (body) => {
      const button = parseDealButton(pressedValue(body));
      return {
        opens: workingView(title, 'Reading the notes…'),
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

    /** One of the notes that the card cites, above the card where that is in a modal. */
    cited: (body: BlockAction): Response => ({ ...openNote(pressedValue(body)), isAbove: true }),

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
        async work(request) {
          const { member, place } = request;
          const brief = await showBrief.behind(button, member.id, 'brief');
          const dm = places.ofDm(member.id);
          await showBrief.card(brief, dm);
          const here = request.modal.isOpened ? placeIn(request) : place;
          await showBrief.card(brief, { ...here, stays: dm.stays });
        },
      };
    },
  };
}

import type { BlockAction, SlashCommand } from '@slack/bolt';
import { en, type ParsedComponents } from 'chrono-node';
import { UserError } from '../../errors.ts';
import type { Target } from '../../memory/identity/people.ts';
import { resolve } from '../../memory/identity/resolve.ts';
import type { Roster } from '../../memory/memory.ts';
import { addDays, dayIn, isDay } from '../../util/calendar.ts';
import { showWhenSlow } from '../../util/deadline.ts';
import { modal as modalView } from '../kit/blocks.ts';
import { dayName } from '../kit/dates.ts';
import { dayOfBlock, parseDealButton } from '../kit/deal-button.ts';
import { type Asker, createFindPerson, lookingMessage, typedName } from '../kit/find-person.ts';
import { briefIds } from '../kit/ids.ts';
import type { Member } from '../kit/members.ts';
import { sentence } from '../kit/message.ts';
import { clean, clip } from '../kit/mrkdwn.ts';
import type { Once } from '../kit/once.ts';
import { pressedValue } from '../kit/payload.ts';
import type { Places } from '../kit/place.ts';
import { type Asked, type Response, usage } from '../kit/router.ts';
import type { ShowBrief } from './show-brief.ts';

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

  const readAsking = createReadAsking(deps);

  function show(target: Pick<Target, 'deal' | 'prospect'>, asked: Asked, asOf?: string): Promise<void> {
    const { deal, prospect } = target;
    const request = { deal: deal.key, prospect: prospect?.key ?? null, asker: asked.member.id, asOf };
    return showBrief.inPlace(request, asked);
  }

  function askerOf({ member, place }: Asked, asOf?: string): Asker {
    return { member, show: (message) => place.show(message), asOf };
  }

  async function named(typed: string, asked: Asked): Promise<void> {
    const asking = readAsking(typed, asked.member);
    const { name, asOf } = await showWhenSlow(asking, () => asked.place.progress(lookingMessage()));
    const target = await find.byName(name, askerOf(asked, asOf));
    if (target) await show(target, asked, asOf);
  }

  return {
    /** By what may stand after `/brief`; nothing at all offers the recent ones. */
    named,

    command({ text, user_id, channel_id }: SlashCommand): Response {
      const typed = text.trim();
      if (typed === 'help') return usage(briefForm);
      if (!once.isFirst(`${user_id} ${channel_id} ${typed}`, repeatMs)) return {};
      return { work: (asked) => named(typed, asked) };
    },

    /** A button elsewhere: what it stands on stays, and the brief is posted in the DM. */
    openBeside(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return {
        async work(asked) {
          const { member, modal } = asked;
          if (modal.isOpened) await modal.show(modalView('Brief', inDm.blocks));
          await showBrief.inPlace(
            { ...button, asker: member.id },
            { ...asked, place: places.ofDm(member.id) },
          );
        },
      };
    },

    /** One of several that were offered. */
    open(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return {
        work: (asked) => showBrief.inPlace({ ...button, asker: asked.member.id }, asked),
      };
    },

    /** Somebody chosen in a type-ahead. */
    pick(body: BlockAction): Response {
      const token = pressedValue(body);
      return {
        async work(asked) {
          await show(await find.byToken(token, askerOf(asked)), asked, dayOfBlock(body.actions[0]));
        },
      };
    },

    suggestions: find.suggestions,
  };
}

/** Whose brief, and of which day. */
interface Asking {
  readonly name: string;
  /** A day of the past, `YYYY-MM-DD`; undefined for now. */
  readonly asOf: string | undefined;
}

interface AsOfDeps {
  readonly roster: Roster;
  readonly now: () => Date;
}

const rightForm = 'Try /brief Priya as of 1 May, or as of 2026-05-01.';

/** Tells a name from the day that may follow it. Rejects with UserError when what follows is no day, or one ahead. */
type ReadAsking = (text: string, member: Member) => Promise<Asking>;

/** A name that the asker's notes know stays a name, whatever stands in it. */
function createReadAsking({ roster, now }: AsOfDeps): ReadAsking {
  async function isName(text: string, { id }: Member): Promise<boolean> {
    const { kind } = resolve(text, await roster.headers(id));
    return kind === 'one' || kind === 'many';
  }

  function dayOf(words: string, { zone }: Member): string | undefined {
    const today = dayIn(zone, now());
    const day = pastDay(words, today);
    if (day === null)
      throw new UserError(`“${clip(`as of ${words}`, 60).trim()}” names no day. ${rightForm}`);
    if (day > today) throw new UserError(`${dayName(day, today)} has not come yet. ${rightForm}`);
    return day === today ? undefined : day;
  }

  return async (typed, member) => {
    const text = clean(typed).trim();
    const split = /^(?:(.*)\s)?as of(?:\s+(.*))?$/is.exec(text);
    if (!split || (await isName(text, member))) return { name: typedName(text), asOf: undefined };
    const [, name = '', words = ''] = split;
    return { name: typedName(name), asOf: dayOf(words, member) };
  };
}

/** 29 February comes back after eight years at the latest. */
const mostYears = 8;
const yearDays = 365;

function two(value: number | null): string {
  return String(value ?? 0).padStart(2, '0');
}

function dayOf(year: number | null, parts: ParsedComponents): string {
  return `${year}-${two(parts.get('month'))}-${two(parts.get('day'))}`;
}

/** What all of the words name, nothing left over. */
function wholly(words: string, today: string): ParsedComponents | undefined {
  const [found, ...more] = en.parse(words, { instant: new Date(`${today}T12:00:00Z`), timezone: 0 });
  const isWhole = found?.text.length === words.length && found.end == null && more.length === 0;
  return isWhole ? found.start : undefined;
}

/** Without a year the latest such day that has come. */
function latest(parts: ParsedComponents, today: string): string | null {
  const year = Number(today.slice(0, 4));
  const days = Array.from({ length: mostYears + 1 }, (_, back) => dayOf(year - back, parts));
  return days.find((day) => isDay(day) && day <= today) ?? null;
}

/** "Friday" is the latest one; "next Friday" is ahead. */
function weekday(parts: ParsedComponents, words: string, today: string): string {
  const day = dayOf(parts.get('year'), parts);
  return day > today && /^\w+$/.test(words) ? addDays(day, -7) : day;
}

/** The words as they read in this year; 29 February, which may have none, as in the last that had one. */
function read(words: string, today: string): ParsedComponents | undefined {
  for (let back = 0; back <= mostYears; back += 1) {
    const parts = wholly(words, addDays(today, -back * yearDays));
    if (parts) return parts;
  }
  return undefined;
}

/**
 * The day that words name, looking back from `today`: "1 May" is the latest one that has come. A day ahead comes back
 * only when it was plainly named. Null when the words name no day, or one that can be read in two ways, such as 1/5.
 */
export function pastDay(text: string, today: string): string | null {
  const words = text.trim().replace(/^(?:on|the)\s+/i, '');
  if (/^[\d-]+$/.test(words)) return isDay(words) ? words : null;
  if (/\d[./]\d/.test(words)) return null;
  const parts = read(words, today);
  if (parts?.isCertain('weekday') && !parts.isCertain('day')) return weekday(parts, words, today);
  if (!parts?.isCertain('day')) return null;
  return parts.isCertain('year') ? dayOf(parts.get('year'), parts) : latest(parts, today);
}

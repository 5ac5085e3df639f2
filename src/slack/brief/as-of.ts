import { UserError } from '../../errors.ts';
import { resolve } from '../../memory/identity/resolve.ts';
import type { Roster } from '../../memory/memory.ts';
import { dayIn } from '../../util/calendar.ts';
import { dayName } from '../dates.ts';
import { typedName } from '../find-person.ts';
import type { Member } from '../members.ts';
import { clean, clip } from '../mrkdwn.ts';
import { pastDay } from './past-day.ts';

/** Whose brief, and of which day. */
interface Asking {
  readonly name: string;
  /** A day of the past, `YYYY-MM-DD`; undefined for now. */
  readonly asOf: string | undefined;
}

interface Deps {
  readonly roster: Roster;
  readonly now: () => Date;
}

const rightForm = 'Try /brief Priya as of 1 May, or as of 2026-05-01.';

/** Tells a name from the day that may follow it. Rejects with UserError when what follows is no day, or one ahead. */
export type ReadAsking = (text: string, member: Member) => Promise<Asking>;

/** A name that the asker's notes know stays a name, whatever stands in it. */
export function createReadAsking({ roster, now }: Deps): ReadAsking {
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

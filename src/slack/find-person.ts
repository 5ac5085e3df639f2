import type { BlockSuggestion } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import { UserError } from '../errors.ts';
import { type Person, peopleOf, type Resolution, type Target } from '../memory/identity/people.ts';
import { resolveAmong, suggest } from '../memory/identity/resolve.ts';
import type { Roster } from '../memory/memory.ts';
import type { NoteHeader } from '../memory/note.ts';
import { dayIn } from '../util/calendar.ts';
import { slowly, soon } from '../util/deadline.ts';
import type { Asked } from './answer.ts';
import { option } from './blocks.ts';
import { type ChoiceIds, choicesFor, lookingMessage, nobodyMessage } from './choices.ts';
import type { Message } from './message.ts';
import { clean, clip } from './mrkdwn.ts';
import { personLabel, personOf, personToken } from './person-option.ts';

/** Who asks, and where a question back to them is shown. */
export interface Asker extends Pick<Asked, 'member'> {
  show(message: Message): Promise<void>;
  /** The past day asked for, `YYYY-MM-DD`: a choice that is offered carries it on. */
  readonly asOf?: string | undefined;
}

/** Finds out who is meant, in the same way for each verb that takes a name. */
export interface FindPerson {
  /** Undefined when the asker was shown a choice, or that there is nobody. An empty name offers the recent ones. */
  byName(name: string, asker: Asker): Promise<Target | undefined>;
  /** Somebody chosen in a type-ahead. @throws UserError when they are gone from the asker's notes. */
  byToken(token: string, asker: Asker): Promise<Person>;
  suggestions(body: BlockSuggestion): Promise<readonly PlainTextOption[]>;
}

interface Deps {
  readonly roster: Roster;
  readonly now: () => Date;
}

interface Verb {
  readonly ids: ChoiceIds;
  /** Such as `/brief`. */
  readonly command: string;
  /** Asked when no name was given. */
  readonly question: string;
  /** Also finds people where they have moved to, before there is a note on them. */
  readonly knowsMoves?: boolean;
}

/** Whose notes tell who is known, and of which day of the past, if of one. */
interface Knower {
  readonly id: string;
  readonly asOf?: string | undefined;
}

/** The names are at hand or they are done without. */
const namesMs = 250;
const longestName = 80;
const mostRecent = 5;

/** A name as typed after a command, fit to be shown and looked for. */
export function typedName(text: string): string {
  return clip(clean(text).trim(), longestName);
}

/** Names are looked for in what the asker may see, and nowhere else. */
export function createFindPerson(
  { roster, now }: Deps,
  { ids, command, question, knowsMoves = false }: Verb,
): FindPerson {
  function headers({ member, show }: Asker) {
    return slowly(roster.headers(member.id), () => show(lookingMessage()));
  }

  function peopleIn(known: readonly NoteHeader[], { id, asOf }: Knower): readonly Person[] {
    return knowsMoves && asOf === undefined ? roster.people(known, id) : peopleOf(known);
  }

  /** A move that is known leaves one place to go to; the others are a press away from there. */
  function foremost(targets: readonly Target[], { id, asOf }: Knower): readonly Target[] {
    if (!knowsMoves || asOf !== undefined) return targets;
    const here = targets.filter(({ prospect }) => !prospect || !roster.hasLeft(prospect.key, id));
    return here.length > 0 ? here : targets;
  }

  function found(name: string, people: readonly Person[], knower: Knower): Resolution {
    const resolution = resolveAmong(name, people);
    if (resolution.kind !== 'many') return resolution;
    const targets = foremost(resolution.targets, knower);
    const [only] = targets;
    return only && targets.length === 1 ? { kind: 'one', target: only } : { kind: 'many', targets };
  }

  return {
    async byName(name, asker) {
      const choices = choicesFor(ids, asker.asOf);
      const knower = { id: asker.member.id, asOf: asker.asOf };
      const people = peopleIn(await headers(asker), knower);
      const today = dayIn(asker.member.zone, now());
      if (!name) {
        await asker.show(choices.recent(people.slice(0, mostRecent), today, question));
        return undefined;
      }
      const meant = found(name, people, knower);
      if (meant.kind === 'one') return meant.target;
      if (meant.kind === 'many') await asker.show(choices.several(name, meant.targets, today));
      else if (meant.kind === 'slip') await asker.show(choices.slip(name, meant.targets, today));
      else await asker.show(nobodyMessage(name));
      return undefined;
    },

    async byToken(token, asker) {
      const person = personOf(token, peopleIn(await headers(asker), asker.member));
      if (person) return person;
      throw new UserError(`That person is not in your notes any more. Try ${command} to choose again.`);
    },

    async suggestions({ value, user }) {
      const known = await soon(roster.headers(user.id), roster.peek(user.id), namesMs);
      return suggest(clean(value).trim(), peopleIn(known, user), 100).map((person) =>
        option(personLabel(person), personToken(person)),
      );
    },
  };
}

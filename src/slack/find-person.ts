import type { BlockSuggestion } from '@slack/bolt';
import type { PlainTextOption } from '@slack/types';
import { dayIn } from '../brief/calendar.ts';
import { UserError } from '../errors.ts';
import type { Roster } from '../memory/memory.ts';
import { type Person, peopleOf } from '../memory/people.ts';
import { resolve } from '../memory/resolve.ts';
import { suggest } from '../memory/suggest.ts';
import type { Target } from '../memory/target.ts';
import type { Asked } from './answer.ts';
import { option } from './blocks.ts';
import { type ChoiceIds, choicesFor, lookingMessage, nobodyMessage } from './choices.ts';
import type { Message } from './message.ts';
import { clean, clip } from './mrkdwn.ts';
import { personLabel, personOf, personToken } from './person-option.ts';
import { slowly } from './slowly.ts';
import { soon } from './soon.ts';

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
export function createFindPerson({ roster, now }: Deps, { ids, command, question }: Verb): FindPerson {
  function headers({ member, show }: Asker) {
    return slowly(roster.headers(member.id), () => show(lookingMessage()));
  }

  return {
    async byName(name, asker) {
      const choices = choicesFor(ids, asker.asOf);
      const known = await headers(asker);
      const today = dayIn(asker.member.zone, now());
      if (!name) {
        await asker.show(choices.recent(peopleOf(known).slice(0, mostRecent), today, question));
        return undefined;
      }
      const found = resolve(name, known);
      if (found.kind === 'one') return found.target;
      if (found.kind === 'many') await asker.show(choices.several(name, found.targets, today));
      else if (found.kind === 'slip') await asker.show(choices.slip(name, found.targets, today));
      else await asker.show(nobodyMessage(name));
      return undefined;
    },

    async byToken(token, asker) {
      const person = personOf(token, peopleOf(await headers(asker)));
      if (person) return person;
      throw new UserError(`That person is not in your notes any more. Try ${command} to choose again.`);
    },

    async suggestions({ value, user }) {
      const people = peopleOf(await soon(roster.headers(user.id), roster.peek(user.id), namesMs));
      return suggest(clean(value).trim(), people, 100).map((person) =>
        option(personLabel(person), personToken(person)),
      );
    },
  };
}

import type { BlockSuggestion } from '@slack/bolt';
import type { ActionsBlock, KnownBlock, PlainTextOption } from '@slack/types';
import { UserError } from '../../errors.ts';
import { dealHash, dealKey, prospectKey } from '../../memory/identity/keys.ts';
import { namedAmong } from '../../memory/identity/named-in.ts';
import { canonical, wordsOf } from '../../memory/identity/names.ts';
import type { Person, Resolution, Target } from '../../memory/identity/people.ts';
import { resolveAmong, suggest } from '../../memory/identity/resolve.ts';
import type { Memory, Roster } from '../../memory/memory.ts';
import { byNewestCall, type Deal, type Note, type NoteHeader, type Prospect } from '../../memory/note.ts';
import { ago, dayIn, dayName } from '../../util/calendar.ts';
import { showWhenSlow, soon } from '../../util/deadline.ts';
import { groupBy } from '../../util/group-by.ts';
import { hashOf } from '../../util/hash.ts';
import { actions, button, type Message, message, option, progressBlock, section } from './blocks.ts';
import type { CommandName, CommandVerb } from './commands.ts';
import { type AskedFor, askedBlockId, dealButtonValue } from './deal-button.ts';
import { briefIds as brief } from './ids.ts';
import { subject } from './phrases.ts';
import type { Request } from './request.ts';
import { clean, clip, limits, type Markup, md } from './text.ts';

/** Who asks, and where a question back to them is shown. */
export interface Asker extends Pick<Request, 'member'> {
  show(message: Message): Promise<void>;
  /** That notes are looked through; nothing where something says so already, or where it would stay standing. */
  progress(message: Message): Promise<void>;
  /** The past day asked for, `YYYY-MM-DD`: a choice that is offered carries it on. */
  readonly asOf?: string | undefined;
  /** The matter asked for, carried on too. */
  readonly about?: string | undefined;
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
  readonly commandName: CommandName;
  readonly now: () => Date;
}

interface Verb {
  readonly ids: ChoiceIds;
  readonly command: CommandVerb;
  /** Asked when no name was given. */
  readonly question: string;
  /** Looks for whom no note is on in the words of those on others; left out where only whoever a note is on is meant. */
  readonly memory?: Pick<Memory, 'texts'>;
  /** Also finds people where they have moved to, before there is a note on them. */
  readonly knowsMoves?: boolean;
  /** What is said where nobody bears the name; that a first call may be logged when left out. */
  readonly nobody?: (name: string) => Message;
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
  { roster, commandName, now }: Deps,
  { ids, command, question, memory, knowsMoves = false, nobody = nobodyMessage }: Verb,
): FindPerson {
  function headers({ member, progress }: Asker) {
    return showWhenSlow(roster.headers(member.id), () => progress(lookingMessage()));
  }

  function peopleIn(known: readonly NoteHeader[], { id, asOf }: Knower): readonly Person[] {
    const people = roster.people(known, id);
    if ((knowsMoves && asOf === undefined) || people.every(({ noteCount }) => noteCount > 0)) return people;
    return people.filter(({ noteCount }) => noteCount > 0);
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

  async function mentioned(name: string, asker: Asker, known: readonly NoteHeader[]) {
    const then = known.filter(({ day }) => asker.asOf === undefined || day <= asker.asOf);
    return memory === undefined
      ? []
      : targetsNaming(name, await memory.texts(then.slice(0, mostLookedThrough)));
  }

  return {
    async byName(name, asker) {
      const choices = choicesFor(ids, { asOf: asker.asOf, about: asker.about });
      const knower = { id: asker.member.id, asOf: asker.asOf };
      const visible = await headers(asker);
      const people = peopleIn(visible, knower);
      const today = dayIn(asker.member.zone, now());
      if (!name) {
        await asker.show(choices.recent(people.slice(0, mostRecent), today, question));
        return undefined;
      }
      const meant = found(name, people, knower);
      if (meant.kind === 'one') return meant.target;
      const elsewhere = meant.kind === 'many' ? [] : await mentioned(name, asker, visible);
      if (meant.kind === 'many') await asker.show(choices.several(name, meant.targets, today));
      else if (elsewhere.length > 0) await asker.show(choices.mentioned(name, elsewhere, today));
      else if (meant.kind === 'typo') await asker.show(choices.slip(name, meant.targets, today));
      else await asker.show(nobody(name));
      return undefined;
    },

    async byToken(token, asker) {
      const person = personOf(token, peopleIn(await headers(asker), asker.member));
      if (person) return person;
      throw new UserError(
        `That person is not in your notes any more. Try ${commandName(command)} to choose again.`,
      );
    },

    async suggestions({ value, user }) {
      const known = await soon(roster.headers(user.id), roster.peek(user.id), namesMs);
      return suggest(clean(value).trim(), peopleIn(known, user), 100).map((person) =>
        option(personLabel(person), personToken(person)),
      );
    },
  };
}

/** So many of the newest notes: a slip of the pen must not cost a reading of all that was ever logged. */
const mostLookedThrough = 200;

/** The deals whose notes have a name in their words, by a capital where its script has any; last contact first. */
function targetsNaming(name: string, notes: readonly Note[]): readonly Target[] {
  const [first = ''] = wordsOf(canonical(name));
  const nobody = { key: '', company: null, label: null };
  const person = { prospect: { key: '', name, company: null }, deal: nobody, lastDay: '', noteCount: 0 };
  const isCapital = (text: string) =>
    text
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .some((word) => !/^\p{Ll}/u.test(word) && canonical(word).startsWith(first));
  const naming = notes.filter(({ text }) => namedAmong(text, [person]).length > 0 && isCapital(text));
  const byDeal = groupBy(naming.toSorted(byNewestCall), ({ deal }) => deal.key);
  return [...byDeal.values()].flatMap(([note]) =>
    note === undefined ? [] : [{ prospect: note.prospects[0] ?? null, deal: note.deal, lastDay: note.day }],
  );
}

/** What a press on a choice is heard as: the verb that asked goes on with it. */
interface ChoiceIds {
  /** Followed by the number of the button. */
  readonly choice: string;
  /** The type-ahead. */
  readonly pick: string;
}

const mostButtons = 5;

/** While memory is slow to say who is meant. */
export function lookingMessage(): Message {
  return message('Looking through your notes…', [progressBlock('Looking through your notes…')]);
}

/** Nobody of that name. */
export function nobodyMessage(name: string): Message {
  const rest = 'Log the first call and the next brief starts there.';
  return message(`Nothing on ${name} yet. ${rest}`, [
    section(md`Nothing on *${name}* yet. ${rest}`),
    firstCall(name),
  ]);
}

/** The messages that ask who is meant, for one verb; `today` is the asker's day. Each choice carries on what was asked for. */
export function choicesFor(ids: ChoiceIds, asked: AskedFor = { asOf: undefined }) {
  const blockId = askedBlockId(asked);
  const picker = (): ActionsBlock => ({
    ...actions({
      type: 'external_select',
      action_id: ids.pick,
      min_query_length: 0,
      placeholder: { type: 'plain_text', text: 'Somebody else' },
    }),
    ...(blockId === undefined ? {} : { block_id: blockId }),
  });
  const choices = (targets: readonly Target[], today: string): KnownBlock[] => {
    const rows = targets.slice(0, mostButtons).map((target, index) => {
      const value = dealButtonValue(target.deal.key, target.prospect?.key ?? null, asked);
      return actions(button(`${ids.choice}${index}`, labelOf(target, today), { value }));
    });
    return [...rows, ...(targets.length > mostButtons ? [picker()] : [])];
  };

  return {
    /** Several match: one button each, a type-ahead past five. */
    several(name: string, targets: readonly Target[], today: string): Message {
      const [sentence, lead] = whoMatches(name, targets);
      return message(`${sentence} Which one?`, [section(lead), ...choices(targets, today)]);
    },

    /** Nothing matches, something is spelled nearly so. */
    slip(name: string, targets: readonly Target[], today: string): Message {
      const said = targets
        .slice(0, mostButtons)
        .map(({ prospect, deal }) => prospect?.name ?? deal.company ?? '');
      const sentence = `Nothing on ${name} yet. Did you mean ${said.join(' or ')}?`;
      const lead = section(md`Nothing on *${name}* yet. Did you mean`);
      return message(sentence, [lead, ...choices(targets, today), firstCall(name)]);
    },

    /** No note is on them, and notes on others name them. */
    mentioned(name: string, targets: readonly Target[], today: string): Message {
      const said = targets.slice(0, mostButtons).map(subject);
      const sentence = `${name} is in the notes on ${said.join(' and on ')}.`;
      return message(sentence, [
        section(md`*${name}* is in the notes on`),
        ...choices(targets, today),
        firstCall(name),
      ]);
    },

    /** The verb alone: the people called last. */
    recent(targets: readonly Target[], today: string, question = 'Who is the call with?'): Message {
      if (targets.length === 0) {
        const text = 'No notes yet. Log your first call, then ask for a brief by name.';
        return message(text, [section(md`${text}`), firstCall('')]);
      }
      return message(question, [section(md`${question}`), ...choices(targets, today), picker()]);
    },
  };
}

/** Somebody in several deals is one person; as plain text and as markup. */
function whoMatches(name: string, targets: readonly Target[]): readonly [string, Markup] {
  const people = new Map(targets.flatMap(({ prospect }) => (prospect ? [[prospect.key, prospect]] : [])));
  const [only, ...others] = people.values();
  const deals = numberWord(targets.length);
  if (only === undefined || targets.some(({ prospect }) => !prospect))
    return [`${deals} deals match ${name}.`, md`${deals} deals match *${name}*.`];
  const inDeals = `in ${deals.toLowerCase()} deals`;
  if (others.length === 0) return [`${only.name} is ${inDeals}.`, md`*${only.name}* is ${inDeals}.`];
  const count = numberWord(people.size);
  const where = people.size < targets.length ? `, ${inDeals}` : '';
  return [`${count} people match ${name}${where}.`, md`${count} people match *${name}*${where}.`];
}

function labelOf(target: Target, today: string): string {
  const last = `${dayName(target.lastDay, today)}, ${ago(target.lastDay, today)}`;
  return `${clip(subject(target), limits.button - last.length - 3)} · ${last}`;
}

function firstCall(name: string): ActionsBlock {
  return actions(button(brief.logFirst, 'Log a call', { style: 'primary', value: name.slice(0, 80) || ' ' }));
}

function numberWord(count: number): string {
  return (
    ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'][count] ?? String(count)
  );
}

interface Someone {
  readonly prospect: Prospect;
  readonly deal: Deal;
}

/** A value for a select option: keys are too long for Slack's 75 characters, so it is a digest of both. */
export function personToken({ prospect, deal }: Someone): string {
  return `p:${hashOf(`${prospect.key}\n${deal.key}`, 32)}`;
}

/** "Priya Sharma · Rentfield · Renewal". */
export function personLabel({ prospect, deal }: Someone): string {
  return [prospect.name, deal.company ?? prospect.company, deal.label].filter(Boolean).join(' · ');
}

/** The person an option stands for, among those the asker knows. */
export function personOf<T extends Someone>(token: string, people: readonly T[]): T | undefined {
  return people.find((person) => personToken(person) === token);
}

/** The same for a deal alone. */
export function dealToken({ key }: Pick<Deal, 'key'>): string {
  return `d:${dealHash(key)}`;
}

/** "Rentfield · Renewal"; a deal without a label says so. */
export function dealName({ company, label }: Deal): string {
  return [company, label ?? 'the one without a name'].filter(Boolean).join(' · ');
}

/** The person behind a label, for when nobody can be looked up; undefined when the label was cut. */
export function personFromLabel(text: string): Someone | undefined {
  const [name, company = null, label = null, ...more] = text.split(' · ');
  if (!name || more.length > 0 || text.endsWith('…')) return undefined;
  const prospect = { key: prospectKey(name, company), name, company };
  return { prospect, deal: { key: dealKey(prospect, label), company, label } };
}

import { canonical } from '../memory/identity/names.ts';
import type { Deal, NoteHeader, Prospect } from '../memory/note.ts';

/** Of whom an answer spoke, or who else comes to mind. */
interface PeopleAndDeal {
  readonly prospects: readonly Prospect[];
  readonly deal: Deal;
}

interface Context {
  /** Keys of the people who were asked about. */
  readonly people: ReadonlySet<string>;
  /** The question and those before it. */
  readonly asked: readonly string[];
  /** What the asker may see: nobody else is named. */
  readonly headers: readonly NoteHeader[];
  /** Whom the question is about, if it names anybody. */
  readonly meant: readonly PeopleAndDeal[];
}

const longestName = 60;

/** Two questions that may come next, by code alone: about whom the answer spoke of, else whom the question is about. */
export function followUpsOf(
  spoken: readonly PeopleAndDeal[],
  { asked, headers, meant, people }: Context,
  topic: string | null = null,
): readonly string[] {
  const about = spoken.length > 0 ? spoken : meant;
  const elsewhere = topic === null || spoken.length === 0 ? [] : [`Who else spoke about ${topic}?`];
  const open = about.slice(0, 2).flatMap(({ prospects, deal }) => {
    const first = prospects.find(({ key }) => people.has(key)) ?? prospects[0];
    return first ? [`What is still open with ${nameOf(first, deal, headers)}?`] : [];
  });
  const promised = about.slice(0, 2).map((one) => `What did we promise ${buyerOf(one, headers)}?`);
  const rest = ['Which deals have an objection?', 'How many open deals are there?'];
  return distinct([...open.slice(0, 1), ...elsewhere, ...promised, ...open.slice(1), ...rest], asked).slice(
    0,
    2,
  );
}

/** Questions that code can count. */
export function countable(asked: readonly string[]): readonly string[] {
  const examples = [
    'How many open deals are there?',
    'How many calls did we have last week?',
    'How many deals have been silent for 14 days?',
  ];
  return distinct(examples, asked).slice(0, 2);
}

function distinct(questions: readonly string[], asked: readonly string[]): readonly string[] {
  const seen = new Set(asked.map(canonical));
  return questions.filter((question) => {
    const isNew = !seen.has(canonical(question));
    seen.add(canonical(question));
    return isNew;
  });
}

/** The name alone where it is nobody else's among the headers. */
export function nameOf({ name, key, company }: Prospect, deal: Deal, headers: readonly NoteHeader[]): string {
  const same = headers.some(({ prospects }) =>
    prospects.some((other) => other.key !== key && canonical(other.name) === canonical(name)),
  );
  const at = deal.company ?? company;
  return same && at ? `${shortened(name)} at ${shortened(at)}` : shortened(name);
}

function buyerOf({ deal, prospects: [first] }: PeopleAndDeal, headers: readonly NoteHeader[]): string {
  return deal.company === null && first ? nameOf(first, deal, headers) : shortened(deal.company ?? '');
}

function shortened(name: string): string {
  return name.length <= longestName
    ? name
    : name
        .slice(0, longestName)
        .replace(/[\ud800-\udbff]$/, '')
        .trim();
}

import { sentence } from './clauses.ts';
import type { Sentence } from './words-answer.ts';

export interface DigestAnswer {
  readonly lines: readonly {
    readonly deal: string;
    readonly reason: Sentence | null;
    readonly next: Sentence | null;
  }[];
  readonly comparisons: readonly { readonly text: string; readonly first: string; readonly second: string }[];
}

interface Line {
  readonly id: string;
  readonly kind: string;
  readonly who: string;
  readonly isOpen: boolean;
  readonly text: string;
}

interface Deal {
  readonly id: string;
  readonly person: string;
  /** The id of the line that its next step is about; empty for none. */
  readonly move: string;
  readonly lines: readonly Line[];
}

const dealPattern = /^(d\d+) ([^·,]*)(?:, [^·]*)? · .*?(?: · move (s\d+))?$/;
const linePattern = /^(s\d+) (\w+) (us|them)(, [^:]*)?: (.*?) · "/;

function dealsIn(message: string): readonly Deal[] {
  return message
    .split(/\n(?=d\d+ )/)
    .slice(1)
    .flatMap((block) => {
      const [head = '', ...rest] = block.split('\n');
      const [, id = '', person = '', move = ''] = dealPattern.exec(head) ?? [];
      const lines = rest.flatMap((row): readonly Line[] => {
        const [, line = '', kind = '', who = '', ended, text = ''] = linePattern.exec(row) ?? [];
        return line === '' ? [] : [{ id: line, kind, who, isOpen: ended === undefined, text }];
      });
      return id === '' ? [] : [{ id, person, move, lines }];
    });
}

/** What a line is called where its own words are a thing and no sentence. */
const leads: Readonly<Record<string, string>> = {
  objection: 'Still open',
  price_pressure: 'Still open',
  budget_doubt: 'Still open',
  competitor: 'Rival',
  buyer_request: 'They asked for this',
  next_step: 'Next step',
};

/** A line in as few words of its own as a sentence needs. */
function told({ kind, who, text }: Line): string {
  if (kind === 'promise') return who === 'us' ? `We owe this: ${text}` : `They owe this: ${text}`;
  const lead = leads[kind];
  return lead === undefined ? text : `${lead}: ${text}`;
}

/** Says of each deal what its open lines say, and sets the first two side by side. */
export function digestByRules(message: string): DigestAnswer {
  const last = Number(/^Words for: d1(?: to d(\d+))?/.exec(message)?.[1] ?? 1);
  const wanted = dealsIn(message)
    .slice(0, last)
    .map((deal) => ({ ...deal, open: deal.lines.filter(({ isOpen }) => isOpen) }));
  const [a, b] = wanted.flatMap(({ person, open: [first] }) => (first ? [{ person, first }] : []));
  return {
    lines: wanted.map(({ id, move, open: [first, second] }) => {
      const about = second ?? first;
      const asked = wanted.flatMap(({ open }) => open).find((line) => line.id === move);
      return {
        deal: id,
        reason: about ? { text: sentence(told(about)), on: [about.id] } : null,
        // What they asked for is to be answered, which code says better.
        next:
          asked && asked.kind !== 'buyer_request'
            ? { text: sentence(`Ask about this: ${asked.text}`), on: [asked.id] }
            : null,
      };
    }),
    comparisons:
      a && b
        ? [
            {
              text: `${a.person}. ${sentence(told(a.first))} ${b.person}. ${sentence(told(b.first))}`,
              first: a.first.id,
              second: b.first.id,
            },
          ]
        : [],
  };
}

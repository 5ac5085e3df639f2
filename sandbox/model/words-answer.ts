import { sentence } from './clauses.ts';

/** One sentence with the ids of the lines it rests on. */
export interface Sentence {
  readonly text: string;
  readonly on: readonly string[];
}

export interface WordsAnswer {
  readonly open_with: Sentence | null;
  readonly recommendation: readonly Sentence[];
  readonly changed: readonly Sentence[];
  readonly tone: Sentence | null;
}

interface Line {
  readonly id: string;
  readonly kind: string;
  readonly who: string;
  readonly isOpen: boolean;
  readonly text: string;
  readonly quote: string;
}

const linePattern = /^(s\d+) (\w+) (us|them), (open|[^:]*?): (.*?) · "(.*)" · \d{4}-\d\d-\d\d(?: · due .*)?$/;

function linesIn(message: string): readonly Line[] {
  return message.split('\n').flatMap((line) => {
    const [, id = '', kind = '', who = '', state = '', text = '', quote = ''] = linePattern.exec(line) ?? [];
    return id === '' ? [] : [{ id, kind, who, isOpen: state === 'open', text, quote }];
  });
}

const worries = ['objection', 'price_pressure', 'budget_doubt', 'competitor'];

/** Says of a deal what its lines say, in as few words of its own as a sentence needs. */
export function wordsByRules(message: string): WordsAnswer {
  const open = linesIn(message).filter(({ isOpen }) => isOpen);
  const of = (...kinds: readonly string[]) => open.find(({ kind }) => kinds.includes(kind));
  const worry = of(...worries);
  const promise = open.find(({ kind, who }) => kind === 'promise' && who === 'us');
  const say = (line: Line | undefined, words: (line: Line) => string): readonly Sentence[] =>
    line ? [{ text: words(line), on: [line.id] }] : [];
  return {
    open_with: say(worry, ({ text }) => `Where does this stand: ${text}?`)[0] ?? null,
    recommendation: [
      ...say(promise, ({ text }) => sentence(`Keep the promise: ${text}`)),
      ...say(worry, ({ text }) => sentence(`Ask about this: ${text}`)),
    ],
    changed: [],
    tone: null,
  };
}

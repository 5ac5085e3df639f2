import { canonical, wordsOf } from '../memory/identity/names.ts';

const extreme =
  '(?<!\\bat )(?:most|least|fewest|biggest|largest|smallest|highest|lowest|best|worst|cheapest|dearest|fastest|slowest|longest|shortest|oldest|strongest|weakest|hottest|warmest|coldest|likeliest|closest|furthest|riskiest|easiest|hardest|happiest|top)(?! recent)';
const ranking = new RegExp(
  `^\\W*(?:(?:our|my|the|is|are) )*${extreme}\\b|\\b(?:who|what|which|whose|where)\\b.*\\b${extreme}\\b`,
  'i',
);
const saidFirst = new RegExp(`\\b(?:${extreme}|main|first|number one)\\b`, 'i');

/** Whether a question asks which of many comes first: words on one of them say nothing of the rest. */
export function asksRank(question: string): boolean {
  return ranking.test(question);
}

/** Whether words themselves say that something comes first: "still the top risk for her". */
export function saysRank(text: string): boolean {
  return saidFirst.test(text);
}

const comparing =
  /\b(?:vs|versus|compared?|than|more|less|fewer|bigger|larger|smaller|higher|lower|better|worse|cheaper|dearer|faster|slower|longer|shorter|sooner|later|earlier|further|closer|warmer|likelier|riskier)\b/i;

/** Whether a question sets those it names side by side: words on one of them alone do not answer it. */
export function asksComparison(question: string): boolean {
  return comparing.test(question);
}

const versus = /([\p{L}\p{M}\p{N}'’-]+)\s+(?:vs\.?|versus)\s+(?:the |our )?([\p{L}\p{M}\p{N}'’-]+)/iu;
const own: ReadonlySet<string> = new Set(['me', 'mine', 'my', 'us', 'our', 'ours', 'we', 'i']);

/** What stands on either side of a "vs", in canonical form, the asker's own side left out. */
export function sidesIn(question: string): readonly string[] {
  const [, one = '', other = ''] = versus.exec(question) ?? [];
  return [one, other].flatMap((side) => wordsOf(canonical(side))).filter((word) => !own.has(word));
}

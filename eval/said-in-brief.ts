import { openItemsOf, promisesOf } from '../src/brief/open-items.ts';
import type { Rubric } from '../src/brief/score/rubric.ts';
import type { Known } from '../src/brief/signals/history.ts';
import type { Said } from './figures.ts';
import { wordsIn } from './held-against.ts';
import type { Judged } from './score-cases.ts';

/**
 * Whether a brief says what a good one must, and nothing that it must not: crude, by the content words of each item.
 * An item is said when enough of its words stand anywhere in what a brief shows; what must not be said is found only
 * where nearly all its words stand in one line that the brief tells as true now.
 */
export function saidInBrief(
  judged: Judged,
  rubric: Rubric,
): { readonly mustSay: Said; readonly mustNotSay: Said } {
  const { view, history } = judged;
  const known = history.on(view.deal.as_of);
  const open = openLinesOf(judged, known, rubric);
  const all = new Set([...open, ...linesOf(known)].flatMap(contentOf));
  const say = itemsFor(view, view.deal.must_say);
  const unsaid = say.filter((item) => shareIn(contentOf(item), all) < leastSaid);
  const lines = open.map((line) => new Set(contentOf(line)));
  const notSay = itemsFor(view, view.deal.must_not_say);
  const wrong = notSay.filter((item) => lines.some((line) => shareIn(contentOf(item), line) >= leastWrong));
  return {
    mustSay: { asked: say.length, said: say.length - unsaid.length, which: unsaid },
    mustNotSay: { asked: notSay.length, said: wrong.length, which: wrong },
  };
}

const leastSaid = 0.5;
const leastWrong = 0.8;

/** The items meant for a viewer: "rep1 only, ..." and "to anyone who sees only the team notes, ..." say for whom. */
function itemsFor({ viewer }: Judged['view'], items: readonly string[]): readonly string[] {
  return items.flatMap((item) => {
    const own = /^rep1 only, (.*)$/iu.exec(item)?.[1];
    if (own !== undefined) return viewer === 'rep1' ? [own] : [];
    const [, whom = '', what] = /^to (anyone[^,]*), (.*)$/iu.exec(item) ?? [];
    if (what === undefined) return [item];
    const isMeant = viewer === 'team' || /but rep2/iu.test(whom);
    return isMeant ? [what] : [];
  });
}

/** What the notes say and where, quotes included. */
function linesOf({ notes, signals }: Known): readonly string[] {
  const told = signals.flatMap(({ text, raisedBy, again, closedBy, dueOn }) => [
    text,
    raisedBy.quote,
    ...again.map(({ quote }) => quote),
    ...(closedBy ? [closedBy.quote] : []),
    dueOn ? spokenDay(dueOn) : '',
  ]);
  return [...told, ...notes.flatMap(({ prospects }) => prospects.map(({ name }) => name))];
}

/** What a brief tells as true now. */
function openLinesOf({ score, doNext, view }: Judged, known: Known, rubric: Rubric): readonly string[] {
  const asOf = view.deal.as_of;
  return [
    doNext.text,
    ...openItemsOf(known, { rubric, asOf }).map(({ text }) => text),
    ...promisesOf(known, asOf).map(({ text }) => text),
    ...score.factors.map(({ label }) => label),
    score.atRisk ?? '',
  ];
}

function spokenDay(day: string): string {
  const date = new Date(`${day}T12:00:00Z`);
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
}

const common = new Set(
  'a an and are as at be by for from has have he her his if in is it its no not of on or our she still that the their them they this to was we who with will'.split(
    ' ',
  ),
);

function contentOf(text: string): readonly string[] {
  const bare = text.replace(/\([^)]*\)/gu, ' ');
  return wordsIn(bare)
    .filter((word) => !common.has(word) && (word.length > 2 || /\d/u.test(word)))
    .map((word) => word.replace(/(?:ing|ed|es|s)$/u, ''));
}

function shareIn(words: readonly string[], known: ReadonlySet<string>): number {
  return words.length === 0 ? 0 : words.filter((word) => known.has(word)).length / words.length;
}

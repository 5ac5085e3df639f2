import type { Brief } from '../src/brief/brief.ts';
import type { View } from './cases.ts';
import type { Said } from './figures.ts';
import { wordsIn } from './held-against.ts';

/**
 * Whether a brief says what a good one must, and nothing that it must not: crude, by the content words of each item.
 * An item is said when enough of its words stand anywhere in the brief; what must not be said is found only where
 * nearly all its words stand in one line that the brief tells as true now.
 */
export function saidInBrief(view: View, brief: Brief): { readonly mustSay: Said; readonly mustNotSay: Said } {
  const lines = linesOf(brief);
  const all = new Set(lines.flatMap(contentOf));
  const say = itemsFor(view, view.deal.must_say);
  const unsaid = say.filter((item) => shareIn(contentOf(item), all) < leastSaid);
  const open = openLinesOf(brief).map((line) => new Set(contentOf(line)));
  const notSay = itemsFor(view, view.deal.must_not_say);
  const wrong = notSay.filter((item) => open.some((line) => shareIn(contentOf(item), line) >= leastWrong));
  return {
    mustSay: { asked: say.length, said: say.length - unsaid.length, which: unsaid },
    mustNotSay: { asked: notSay.length, said: wrong.length, which: wrong },
  };
}

const leastSaid = 0.5;
const leastWrong = 0.8;

/** The items meant for a viewer: "rep1 only, ..." and "to anyone who sees only the team notes, ..." say for whom. */
function itemsFor({ viewer }: View, items: readonly string[]): readonly string[] {
  return items.flatMap((item) => {
    const own = /^rep1 only, (.*)$/iu.exec(item)?.[1];
    if (own !== undefined) return viewer === 'rep1' ? [own] : [];
    const [, whom = '', what] = /^to (anyone[^,]*), (.*)$/iu.exec(item) ?? [];
    if (what === undefined) return [item];
    const isMeant = viewer === 'team' || /but rep2/iu.test(whom);
    return isMeant ? [what] : [];
  });
}

/** Every line that a brief can show, quotes included. */
function linesOf(brief: Brief): readonly string[] {
  const signals = brief.signals.flatMap(({ text, raisedBy, again, closedBy, dueOn }) => [
    text,
    raisedBy.quote,
    ...again.map(({ quote }) => quote),
    ...(closedBy ? [closedBy.quote] : []),
    dueOn ? spokenDay(dueOn) : '',
  ]);
  return [
    ...signals,
    ...openLinesOf(brief),
    ...brief.people.map(({ name, role }) => `${name} ${role ?? ''}`),
  ];
}

/** What a brief tells as true now. */
function openLinesOf(brief: Brief): readonly string[] {
  return [
    brief.doNext.text,
    ...brief.openItems.map(({ text }) => text),
    ...brief.promises.map(({ text }) => text),
    ...(brief.score?.factors ?? []).map(({ label }) => label),
    brief.score?.atRisk ?? '',
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

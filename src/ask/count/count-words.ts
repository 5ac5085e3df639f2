import type { Unit } from './count.ts';
import type { CountQuestion } from './count-question.ts';
import { countWords, daysIn } from './span-of-days.ts';

/** What a counting question may set, beside its unit and words. */
type Conditions = Omit<CountQuestion, 'unit' | 'words' | 'period' | 'author'>;

interface Condition {
  readonly pattern: RegExp;
  readonly says: Conditions | ((match: RegExpExecArray) => Conditions);
}

/** Days without contact that count as silence when a question names none. */
const usualSilence = 14;

const silent = new RegExp(
  [
    '\\b(?:gone |been |went )*(?:silent|quiet|untouched|stale|gone cold|without (?:\\w+ )?contact|no contact',
    '|not (?:been )?(?:heard from|touched|called|contacted|spoken to))(?: in| for)?',
    `(?: (more than|over|longer than|at least)?(?: )?(${countWords}) (day|week|month)s?)?\\b`,
  ].join(''),
);

function silence([, more, count, span]: RegExpExecArray): Conditions {
  if (count === undefined || span === undefined) return { silentOver: usualSilence };
  const days = daysIn(count, span);
  return { silentOver: more === undefined || more === 'at least' ? Math.max(0, days - 1) : days };
}

const shared: readonly Condition[] = [
  { pattern: silent, says: silence },
  { pattern: /\b(?:currently )?(?:at risk|in danger|in trouble)\b/, says: { isAtRisk: true } },
  {
    pattern:
      /\b(?:with |had |ended in )?(?:no answer|unanswered|not answered|did not answer|nobody answered|without (?:an )?answer)\b/,
    says: { outcome: 'no_answer' },
  },
  {
    pattern: /\b(?:with |have |has )?(?:a |an )?(?:dated )?next steps?(?: agreed)?\b/,
    says: { outcome: 'next_step' },
  },
  {
    pattern:
      /\b(?:with |against |facing |have |has |name |named )*(?:a |an |any )?(?:competitors?|rivals?|competition)\b/,
    says: { hasCompetitor: true },
  },
  { pattern: /\b(?:won|lost) (?:or|and) (?:won|lost)\b/, says: { state: 'closed' } },
  { pattern: /\bclosed won\b|\b(?:won|win|signed)\b/, says: { state: 'won' } },
  { pattern: /\bclosed lost\b|\b(?:lost|lose)\b/, says: { state: 'lost' } },
  { pattern: /\bclosed?\b/, says: { state: 'closed' } },
  { pattern: /\b(?:still )?(?:open|active|live)\b/, says: { state: 'open' } },
  { pattern: /\bnew\b/, says: { state: 'new' } },
  { pattern: /\bprivate\b/, says: { visibility: 'private' } },
  { pattern: /\bshared(?: with (?:my |the |our )?team)?\b/, says: { visibility: 'team' } },
];

const objection =
  /\b(?:with |have |has |had |met |raised )*(?:an? |any )?(?:open |unresolved )?objections?\b/;

/** What may stand in a question that counts so; the longer before the shorter. */
function conditionsOf(unit: Unit, bands: readonly string[]): readonly Condition[] {
  const isNotes = unit === 'notes' || unit === 'calls';
  const objections: Condition = {
    pattern: objection,
    says: isNotes ? { outcome: 'objection' } : { hasObjection: true },
  };
  const named = bands.map((band): Condition => {
    const words = band.toLowerCase().replace(/[^a-z0-9]+/g, ' ');
    return { pattern: new RegExp(`\\b${words}\\b`), says: { band } };
  });
  return [objections, ...shared, ...named];
}

/** The conditions in a text, and the text without them; `isClear` is false when two contradict each other. */
export function takeConditions(text: string, unit: Unit, bands: readonly string[]) {
  let [found, rest, isClear]: [Conditions, string, boolean] = [{}, text, true];
  for (const { pattern, says } of conditionsOf(unit, bands)) {
    const match = pattern.exec(rest);
    if (!match) continue;
    const said: Conditions = typeof says === 'function' ? says(match) : says;
    if (Object.keys(said).some((key) => key in found)) isClear = false;
    found = { ...found, ...said };
    rest = rest.replace(pattern, ' ');
  }
  return { found, rest: rest.replace(/ {2,}/g, ' ').trim(), isClear };
}

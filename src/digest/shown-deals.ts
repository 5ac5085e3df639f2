import { openItemsOf } from '../brief/open-items.ts';
import type { Known } from '../brief/signals/history.ts';
import { refOf, tokenOf } from '../brief/signals/reading.ts';
import { byLastSaid, type Cited, isSaidBy, type Signal } from '../brief/signals/signal.ts';
import { buyerOf, type SentenceDeal } from '../brief/words/grounds.ts';
import { type DealCase, knownOf, type WeekScale } from './deals.ts';
import type { PromptDeal } from './digest-prompt.ts';
import { mostShown, type WeekLine } from './week.ts';

/** More would be read badly, whatever the account allows; the most urgent stand first. */
const mostDeals = 120;
/** Lines of a deal that gets words, and of one that is there to compare. */
const fewSignals = { wanted: 3, other: 1 } as const;

/** One deal as the model is shown it and as its sentences are held against it. */
export interface ShownDeal {
  readonly key: string;
  /** Whether it gets words: else it is there to compare. */
  readonly isWanted: boolean;
  readonly prompted: PromptDeal;
  readonly deal: SentenceDeal;
}

export function isWanted(deal: ShownDeal): boolean {
  return deal.isWanted;
}

/** A deal that may be over asks for one answer alone: what speaks for it is no longer the thing to read. */
const isToBeWorded = ({ rule }: WeekLine) => rule.kind !== 'outcome_said';

/** Those whose lines the message shows with words first, then the rest. */
export function dealsToShow(
  lines: readonly WeekLine[],
  cases: readonly DealCase[],
  scale: WeekScale,
): readonly ShownDeal[] {
  const worded = new Set(
    (['now', 'this_week'] as const).flatMap((bucket) =>
      lines.filter((line) => line.bucket === bucket).slice(0, mostShown),
    ),
  );
  const inOrder = [...worded, ...lines.filter((line) => !worded.has(line))]
    .filter(isToBeWorded)
    .slice(0, mostDeals);
  const byKey = new Map(cases.map((one) => [one.deal.key, one]));
  return inOrder.flatMap((line) => {
    const one = byKey.get(line.deal.key);
    return one ? shownDeal(line, one, { scale, isWanted: worded.has(line) }) : [];
  });
}

function shownDeal(
  line: WeekLine,
  one: DealCase,
  { scale, isWanted }: { scale: WeekScale; isWanted: boolean },
): readonly ShownDeal[] {
  const { known, asOf } = knownOf(one, scale);
  const move = isWanted ? moveOf(line, known) : null;
  const weighed = weightiest(line, known, { rubric: scale.rubric, asOf });
  const signals = weighed.slice(0, isWanted ? fewSignals.wanted : fewSignals.other);
  if (signals.length === 0) return [];
  const { prospect, deal, bucket, score, why } = line;
  const company = deal.company ?? prospect.company;
  const prompted: PromptDeal = {
    person: prospect.name,
    company: company === prospect.name ? null : company,
    score: score === null ? '' : `${score.value} ${score.band}`,
    ...{ bucket, rule: why, signals, move },
  };
  const buyer = buyerOf({ company, label: deal.label });
  return [{ key: deal.key, isWanted, prompted, deal: { notes: one.read.notes, known, today: asOf, buyer } }];
}

/** What the rep can be told to do in the model's words: of all else code says the days and whom to go through. */
const wordedMoves: ReadonlySet<string> = new Set([
  'objection',
  'price_pressure',
  'budget_doubt',
  'competitor',
  'buyer_request',
]);

/** The signal that code's own next step is about, where the model may word that step. */
function moveOf({ next, rule }: WeekLine, { signals }: Known): Signal | null {
  if (next.cited === null || 'until' in rule || rule.kind === 'not_logged') return null;
  // What has a day too is told with it, by code.
  const about = signals.filter((signal) => isSaidBy(signal, next.cited));
  const isWorded = about.every(({ kind, dueOn }) => dueOn === null && wordedMoves.has(kind));
  return isWorded ? (about[0] ?? null) : null;
}

/** What the rule and the next step rest on, the worst that is open, then what moves the score most; who somebody is says nothing here. */
function weightiest(
  { reason, next, score }: WeekLine,
  known: Known,
  scale: Pick<WeekScale, 'rubric'> & { readonly asOf: string },
): readonly Signal[] {
  const saidIn = (cited: Cited | null) =>
    known.signals.filter((signal) => isSaidBy(signal, cited)).slice(0, 1);
  const [worst, ...items] = openItemsOf(known, scale);
  const factors = (score?.factors ?? []).toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const byToken = new Map(known.signals.map((signal) => [tokenOf(refOf(signal)), signal]));
  const open = known.signals.filter(({ closedBy }) => closedBy === null);
  const all = [
    ...saidIn(reason.cited),
    ...saidIn(next.cited),
    ...saidIn(worst?.cited ?? null),
    ...factors.flatMap(({ signal }) => (signal ? (byToken.get(tokenOf(refOf(signal))) ?? []) : [])),
    ...items.flatMap(({ cited }) => saidIn(cited)),
    ...open.toSorted(byLastSaid),
  ];
  return [...new Set(all)].filter(({ kind, isBeingChecked }) => kind !== 'person' && !isBeingChecked);
}

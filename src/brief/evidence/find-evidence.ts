import type { Memory } from '../../memory/memory.ts';
import { byNewestCall, type Note, type NoteHeader, type Outcome } from '../../memory/note.ts';
import { within } from '../../util/deadline.ts';
import { groupBy } from '../../util/group-by.ts';
import { type FoundSignal, findSignals, notesOf, type SearchedDeal } from './find-signals.ts';
import { byAnyWord } from './search-notes.ts';

/** What is asked of the notes, and of which. */
export interface EvidenceSearch {
  readonly asker: string;
  /** The question, in its own words. */
  readonly question: string;
  /** Questions before it that it follows up, oldest first. */
  readonly earlier: readonly string[];
  /** Of the deals asked about, all notes that the asker may see. */
  readonly headers: readonly NoteHeader[];
  /** The headers are of all deals: nobody was named. */
  readonly isOfAll: boolean;
}

/** What the notes may say on a question. */
export interface Evidence {
  /** Best first. */
  readonly notes: readonly Note[];
  /** Ids of those that hold a word of the question. */
  readonly worded: ReadonlySet<string>;
  /** What was read that fits the question, best first. */
  readonly signals: readonly FoundSignal[];
  readonly reading: Unread;
}

/** How much of what is in question is not read. */
export interface Unread {
  /** Notes that nobody has read yet, and those beyond what can be looked through at once. */
  readonly unread: number;
  readonly of: number;
}

/** Deals with their words and what was read in them. */
export interface DealsInScope {
  /** Newest call first. */
  readonly notes: readonly Note[];
  readonly deals: readonly SearchedDeal[];
  readonly reading: Unread;
}

interface KnownDeal extends SearchedDeal {
  readonly reading: { readonly unread: ReadonlySet<string> };
}

export interface EvidenceDeps {
  readonly memory: Pick<Memory, 'recall' | 'texts'>;
  /** All notes of each deal that the asker may see; one answer a deal. */
  readonly deals: { ofMany(deals: readonly (readonly Note[])[]): Promise<readonly KnownDeal[]> };
}

/** Beyond so many notes and deals, those called longest ago are found by meaning alone. */
const mostSearched = 3_000;
const mostDeals = 200;

/** The deals of these notes, last contact first, whole, and no more of them than can be looked through. */
export async function readScope(
  { memory, deals }: EvidenceDeps,
  headers: readonly NoteHeader[],
): Promise<DealsInScope> {
  const notes = (await memory.texts(inReach(headers))).toSorted(byNewestCall);
  const byDeal = groupBy(notes, ({ deal }) => deal.key);
  const read = await deals.ofMany([...byDeal.values()]);
  const known = read.reduce((sum, deal) => sum + deal.notes.length - deal.reading.unread.size, 0);
  return { notes, deals: read, reading: { unread: headers.length - known, of: headers.length } };
}

function inReach(headers: readonly NoteHeader[]): readonly NoteHeader[] {
  const chosen: NoteHeader[] = [];
  const byDeal = groupBy(headers.toSorted(byNewestCall), ({ deal }) => deal.key);
  for (const own of [...byDeal.values()].slice(0, mostDeals)) {
    if (chosen.length > 0 && chosen.length + own.length > mostSearched) break;
    chosen.push(...own);
  }
  return chosen;
}

const recallMs = 1_500;
const mostRecalled = 20;
/** One question each: of all together the nearest might be of one. */
const mostAsked = 5;
/** How far down a search's result still says something. */
const mostRanked = 40;

/** Found by meaning, words and signals. Trouble with recall costs meaning alone. */
export async function findEvidence(deps: EvidenceDeps, search: EvidenceSearch): Promise<Evidence> {
  const { question, earlier, headers } = search;
  const [ids, scope] = await Promise.all([recalled(deps.memory, search), readScope(deps, headers)]);
  const known = new Set(scope.notes.map(({ id }) => id));
  const beyond = headers.filter(({ id }) => ids.includes(id) && !known.has(id));
  const told = [...scope.notes, ...(await deps.memory.texts(beyond))].toSorted(byNewestCall);
  const all = withoutTakenBack(told);

  const text = [...earlier, question].join('\n');
  const worded = byAnyWord(text, all);
  const signals = findSignals(text, scope.deals);
  const lists: readonly Ranked[] = [
    { ids, weight: 1 },
    { ids: worded.slice(0, mostRanked), weight: 1 },
    { ids: bySignals(signals), weight: 2 },
    { ids: byOutcome(question, all), weight: 1 },
  ];
  const found = new Set(lists.flatMap((list) => list.ids));
  const dated = all.filter(({ id }) => found.has(id) || !search.isOfAll);
  const ranked = fused([...lists, { ids: byDate(question, dated), weight: 2 }]);
  const rest = search.isOfAll ? [] : all.map(({ id }) => id);
  const byId = new Map(all.map((note) => [note.id, note]));
  return {
    notes: [...new Set([...ranked, ...rest])].flatMap((id) => byId.get(id) ?? []),
    worded: new Set(worded),
    signals,
    reading: scope.reading,
  };
}

/** Ids of the notes nearest in meaning to the question itself, best first. */
async function recalled(
  memory: Pick<Memory, 'recall'>,
  { asker, question, earlier, headers, isOfAll }: EvidenceSearch,
): Promise<readonly string[]> {
  const text = [...earlier, question].join('\n');
  const deals = isOfAll ? [null] : [...new Set(headers.map(({ deal }) => deal.key))].slice(0, mostAsked);
  const asks = deals.map((deal) => memory.recall({ deal, asker, text, limit: mostRecalled }));
  const answers = within(recallMs, Promise.allSettled(asks), () => new Error('late'));
  const settled = await answers.catch(() => []);
  return fused(settled.map((one) => ({ ids: one.status === 'fulfilled' ? one.value : [], weight: 1 })));
}

function bySignals(signals: readonly FoundSignal[]): readonly string[] {
  return [...new Set(signals.flatMap(({ signal }) => notesOf(signal)))].slice(0, mostRanked);
}

const outcomeWords: readonly (readonly [RegExp, Outcome])[] = [
  [/\b(?:lose|loses|lost)\b/i, 'lost'],
  [/\b(?:win|wins|won)\b/i, 'won'],
  [/\bno answer\b/i, 'no_answer'],
];

/** What the rep chose when they logged it, where that was asked for. */
function byOutcome(question: string, notes: readonly Note[]): readonly string[] {
  const outcomes = outcomeWords.flatMap(([words, outcome]) => (words.test(question) ? [outcome] : []));
  const ids = notes.flatMap(({ id, outcome }) => (outcomes.includes(outcome) ? [id] : []));
  return ids.slice(0, mostRanked);
}

const ofRecent =
  /\b(?:last|latest|newest|recent|recently|lately|now|currently|yesterday)\b|zuletzt|neueste|aktuell|derni[eè]re?|[uú]ltim[ao]|최근|마지막|最近|最新|最後|आख़?िरी|हाल/iu;

/** The order of days says something only where what is recent was asked for. */
function byDate(question: string, notes: readonly Note[]): readonly string[] {
  return ofRecent.test(question) ? notes.slice(0, mostRanked).map(({ id }) => id) : [];
}

/** A search's result, best first, and how much it says beside the others. */
interface Ranked {
  readonly ids: readonly string[];
  readonly weight: number;
}

/** How little a first place outweighs a fifth; lists are short, so that it is less than the usual 60. */
const rankOffset = 10;

/** Reciprocal rank fusion, best first: ranks add up, scores of unlike searches do not. */
function fused(lists: readonly Ranked[]): readonly string[] {
  const ranks = new Map<string, number>();
  for (const { ids, weight } of lists) {
    for (const [index, id] of ids.entries()) {
      ranks.set(id, (ranks.get(id) ?? 0) + weight / (rankOffset + index + 1));
    }
  }
  return [...ranks].toSorted(([, a], [, b]) => b - a).map(([id]) => id);
}

const thing = '(?:person|customer|company|deal|account|contact|prospect|client)';
const noted = '(?:note|entry|message)';

/** What a rep writes who has put a note in the wrong place: first thing in it, or of the note itself. */
const takesBack = new RegExp(
  [
    `^\\W*(?:(?:sorry|oops|argh|correction)\\W+)?wrong ${thing}(?!\\s+(?:to|for|at)\\b)`,
    `\\b(?:ignore|disregard|scrap|forget|strike|delete|skip)(?: about)? (?:my|the|that|this) (?:last|previous|earlier|other) ${noted}\\b`,
    `\\b(?:my|the) (?:last|previous) ${noted} (?:was|is|belongs) (?:wrong|a mistake|about (?:another|somebody|someone)|(?:on|to|for) (?:another|the wrong))`,
    '^\\W*falsche[rs]? (?:person|firma|kunde|kontakt)\\b',
    '\\b(?:letzte|vorige) notiz (?:bitte )?(?:ignorieren|vergessen|streichen)\\b',
  ].join('|'),
  'iu',
);

/** Notes without those that their author took back with the next one of the deal: they are about somebody else. */
export function withoutTakenBack(notes: readonly Note[]): readonly Note[] {
  const back = new Set(
    [...groupBy(notes, ({ deal, author }) => `${deal.key} ${author}`).values()].flatMap((own) => {
      const inOrder = own.toSorted(byNewestCall);
      return inOrder.flatMap(({ text }, index) => (takesBack.test(text) ? [inOrder[index + 1]?.id] : []));
    }),
  );
  return back.size === 0 ? notes : notes.filter(({ id }) => !back.has(id));
}

import { UpstreamError } from '../../errors.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import type { Priority } from '../model/model.ts';
import { closingNote, oldestFirst } from '../signals/history.ts';
import type { Reading } from '../signals/reading.ts';
import { comparisonIn, fitted, oursIn, peopleIn } from './fit-readings.ts';
import { type Answered, mostTries, type ReadingCalls, type Wait } from './reading-calls.ts';
import type { DealToRead, ReadingKeeper } from './reading-keeper.ts';
import { type ReadingStore, readFor, team, type View, versionOf, viewOf } from './reading-store.ts';
import { linesOf, marksIn, owedIn } from './standing.ts';

/** `done`: something was, so there may be more; these notes were read by it. */
export type Step =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'done'; readonly noteIds: readonly string[] }
  | Wait;

/** Does what a deal is owed, a call at a time. Steps of one deal must not overlap in one process. */
export interface DealReader {
  /** Undefined for a deal without a note that this audience may see. The asker is somebody who may see all of it. */
  look(deal: string, audience: string, asker: string): Promise<DealToRead | undefined>;
  /** Ids of notes that this audience has to read: never read, or in other words. */
  unread(deal: DealToRead): readonly string[];
  read(deal: DealToRead, priority: Priority): Promise<Step>;
  /** Reads anew what rests on what changed since, and holds notes against what they never were. */
  mend(deal: DealToRead, priority: Priority): Promise<Step>;
  /** Reads an open deal under the present prompt, while the old readings serve. */
  renew(deal: DealToRead): Promise<Step>;
}

interface Deps {
  /** As an audience may read it. */
  readonly memoryOf: (audience: string) => Pick<Memory, 'list' | 'texts'>;
  readonly store: ReadingStore;
  readonly calls: ReadingCalls;
  readonly keeper: ReadingKeeper;
  /** `editionOf` the prompt and the model. */
  readonly edition: string;
  /** `READ_PRIVATE`. */
  readonly readsPrivate: boolean;
  /** What those are called who log notes here, as far as it is known soon; nobody when left out. */
  readonly ourNames?: () => Promise<readonly string[]>;
  readonly report: (error: unknown) => void;
}

const mostNotes = 6;

export function createDealReader(deps: Deps): DealReader {
  const { memoryOf, store, calls, keeper, edition } = deps;
  const compare = createComparing(deps);

  const isOurs = (note: Note, audience: string) =>
    readFor(note) === audience && (note.visibility === 'team' || deps.readsPrivate);
  const isHopeless = (note: Note) => calls.tries(note, 'read') >= mostTries;

  function unreadIn({ view, audience }: DealToRead): readonly Note[] {
    return view.notes.filter(
      (note) =>
        isOurs(note, audience) && !isHopeless(note) && view.serving.get(note.id)?.version !== versionOf(note),
    );
  }

  async function readSome(given: DealToRead, wanted: readonly Note[], how: ReadHow): Promise<Step> {
    const { view, kept } = given;
    const notes = aloneIfTried(batchOf(view, wanted), calls);
    const [first] = notes;
    if (!first) return { kind: 'nothing' };
    const standing = linesOf(owedIn(view).standing.get(first.id) ?? []);
    const reply = await calls.ask(
      { ...(await namesIn(deps, notes, view)), standing, notes },
      {
        what: 'read',
        priority: how.priority,
        claimOf: (note) =>
          `read ${note.id} ${versionOf(note)} ${how.edition} ${keeper.turnOf(note, kept, how.edition)}`,
      },
    );
    if (reply.kind === 'wait') return reply;
    const noteIds = await keepAll(given, { ...reply, edition: how.edition });
    return { kind: 'done', noteIds };
  }

  /** In their order, up to the first that is not kept: later ones may speak of it. */
  async function keepAll(given: DealToRead, reply: Answered & { readonly edition: string }) {
    const { asked, readings, edition: of } = reply;
    const fresh = await keeper.unchanged(given, asked.notes);
    const kept: string[] = [];
    const all = fitted(given.view, asked, readings);
    for (const reading of all) {
      const note = asked.notes.find(({ id }) => id === reading.noteId && fresh.has(id));
      if (!note) break;
      const people = peopleIn([note], withAnswer(given.view, all));
      if (!(await keeper.keep(given, { note, reading, people }, of))) break;
      kept.push(note.id);
    }
    return kept;
  }

  async function mend(given: DealToRead, priority: Priority): Promise<Step> {
    const { view, audience } = given;
    if (await keeper.lookAgain(given)) return { kind: 'done', noteIds: [] };
    const { stale, off } = owedIn(view);
    const dead = view.compared.filter(
      (one) => one.audience === audience && (!one.isWhole || off.has(one.comparison)),
    );
    for (const { id } of dead) await store.remove(id);
    if (dead.length > 0) return { kind: 'done', noteIds: [] };
    const wanted = view.notes.filter(
      (note) =>
        isOurs(note, audience) && !isHopeless(note) && (stale.has(note.id) || view.outdated.has(note.id)),
    );
    if (wanted.length > 0) return readSome(given, wanted, { priority, edition: view.edition });
    // Without a private note of theirs it is the team's to compare: what is kept for them alone would count for nobody.
    return view.audience === audience ? compare(given, priority) : { kind: 'nothing' };
  }

  async function renew(given: DealToRead): Promise<Step> {
    const { view, kept, audience } = given;
    const isOld = view.edition !== edition;
    if (isOld && closingNote(view.notes) === null) {
      const anew = { ...given, view: viewOf(view.notes, kept, edition, true) };
      const wanted = unreadIn(anew).filter(({ id }) => view.serving.has(id));
      if (wanted.length > 0) return readSome(anew, wanted, { priority: 'backfill', edition });
    }
    const old = [...kept.readings, ...kept.comparisons].filter(
      (one) => one.edition !== edition && one.audience === audience,
    );
    if (!isOld) for (const { id } of old) await store.remove(id);
    return { kind: 'nothing' };
  }

  return {
    async look(deal, audience, asker) {
      const headers = await memoryOf(audience).list({ deal }, asker);
      // Whoever asks may know the deal by a key that it had.
      const own = headers[0]?.deal;
      const seen = headers.filter(
        (one) => one.deal.key === own?.key && (audience !== team || one.visibility === 'team'),
      );
      const notes = oldestFirst(await memoryOf(audience).texts(seen));
      if (!own || notes.length === 0) return undefined;
      const kept = await store.on(own);
      return { deal: own, audience, view: viewOf(notes, kept, edition), kept, asker };
    },
    unread: (given) => unreadIn(given).map(({ id }) => id),
    read: (given, priority) =>
      calmly(deps.report, () => readSome(given, unreadIn(given), { priority, edition: given.view.edition })),
    mend: (given, priority) => calmly(deps.report, () => mend(given, priority)),
    renew: (given) => calmly(deps.report, () => renew(given)),
  };
}

interface ReadHow {
  readonly priority: Priority;
  readonly edition: string;
}

type ComparingDeps = Pick<Deps, 'store' | 'calls' | 'keeper' | 'ourNames'>;

function createComparing(deps: ComparingDeps) {
  const { store, calls, keeper } = deps;
  return async (given: DealToRead, priority: Priority): Promise<Step> => {
    const { view, audience, deal } = given;
    const { lacking } = owedIn(view);
    const owed = view.notes.filter(
      (note) => lacking.has(note.id) && calls.tries(note, 'compare') < mostTries,
    );
    const [first] = owed;
    if (!first) return { kind: 'nothing' };
    // All of them came before the first note, and so before the others.
    const standing = linesOf(lacking.get(first.id) ?? []);
    const shown = new Set(standing.map(({ signal }) => marksIn(signal)[0]));
    const lacks = ({ id }: Note) => (lacking.get(id) ?? []).some((one) => shown.has(marksIn(one)[0]));
    const notes = owed.filter(lacks).slice(0, calls.tries(first, 'compare') > 0 ? 1 : mostNotes);
    const against = standing.map(({ signal }) => marksIn(signal)[0]).join(' ');
    const reply = await calls.ask(
      { ...(await namesIn(deps, notes, view)), standing, notes },
      {
        what: 'compare',
        priority,
        claimOf: (note) => `compare ${note.id} ${versionOf(note)} ${view.edition} ${audience} ${against}`,
      },
    );
    if (reply.kind === 'wait') return reply;
    const fresh = await keeper.unchanged(given, view.notes);
    let seen: View = view;
    for (const note of reply.asked.notes) {
      const reading = reply.readings.find(({ noteId }) => noteId === note.id);
      const compared = reading && comparisonIn(seen, reading, reply.asked.standing);
      if (!compared || ![note.id, ...compared.raisers].every((id) => fresh.has(id))) continue;
      const { comparison: made, raisers } = compared;
      const said = await keeper.witnessed({ ...reading, ...made, signals: [] }, note, peopleIn([note], view));
      const comparison = { ...made, changes: said.changes };
      const how = { version: versionOf(note), edition: view.edition, audience, isWhole: true };
      await store.compare({ ...how, comparison, raisers }, deal);
      seen = { ...seen, comparisons: [...seen.comparisons, comparison] };
    }
    return { kind: 'done', noteIds: [] };
  };
}

/** Who is known of the buyer's people and who of ours is named, for one call. */
async function namesIn({ ourNames }: Pick<Deps, 'ourNames'>, notes: readonly Note[], view: View) {
  const people = peopleIn(notes, view);
  return { people, ours: oursIn(notes, people, (await ourNames?.()) ?? []) };
}

/** Who somebody is may have been told in an earlier note of the same answer. */
function withAnswer(view: View, answered: readonly Reading[]): View {
  return { ...view, readings: [...view.readings, ...answered] };
}

/** One that got no answer is asked of by itself. */
function aloneIfTried(batch: readonly Note[], calls: Pick<ReadingCalls, 'tries'>): readonly Note[] {
  const [first] = batch;
  return first && calls.tries(first, 'read') > 0 ? [first] : batch;
}

/** From the first of them on, as many as a call takes with nothing read in between that says anything. */
function batchOf(view: View, wanted: readonly Note[]): readonly Note[] {
  const ids = new Set(wanted.map(({ id }) => id));
  const batch: Note[] = [];
  for (const note of view.notes) {
    const reading = view.serving.get(note.id)?.reading;
    if (ids.has(note.id)) batch.push(note);
    else if (batch.length > 0 && reading && reading.signals.length + reading.changes.length > 0) break;
    if (batch.length === mostNotes) break;
  }
  return batch;
}

const retryMs = { busy: 10_000, trouble: 20_000, auth: 60_000 } as const;

/** Trouble that time or another try may mend is no failure; what is ours is. */
async function calmly(report: Deps['report'], step: () => Promise<Step>): Promise<Step> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (error.kind === 'busy') {
      const ms = error.retryAfter === undefined ? retryMs.busy : error.retryAfter * 1000;
      return { kind: 'wait', ms, why: 'budget' };
    }
    report(error);
    // Counted, and tried alone.
    if (error.service === 'groq' && error.kind === 'invalid') return { kind: 'done', noteIds: [] };
    return { kind: 'wait', ms: error.kind === 'auth' ? retryMs.auth : retryMs.trouble, why: 'trouble' };
  }
}

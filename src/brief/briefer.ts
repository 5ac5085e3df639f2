import { UpstreamError, UserError } from '../errors.ts';
import type { Memory } from '../memory/memory.ts';
import type { Note } from '../memory/note.ts';
import { dayIn } from '../util/calendar.ts';
import { within } from '../util/deadline.ts';
import { assembleBrief, type Findings } from './assemble.ts';
import type { Brief, Briefer, BriefRequest, Gain } from './brief.ts';
import type { CorrectionStore } from './corrections/correction-store.ts';
import { type Correction, saidBy } from './corrections/corrections.ts';
import { gainOf } from './gain.ts';
import type { Model, Priority } from './model/model.ts';
import { newestFirst } from './score/history.ts';
import type { Rubric } from './score/rubric.ts';
import { dayOfScore } from './score/score.ts';
import type { KeptTestimony } from './signals/kept.ts';
import type { Prompt } from './signals/prompt.ts';
import { createReader } from './signals/reader.ts';

interface BrieferDeps {
  readonly memory: Memory;
  readonly corrections: CorrectionStore;
  readonly kept: KeptTestimony;
  readonly model: Model;
  readonly prompt: Prompt;
  readonly rubric: Rubric;
  /** `GROQ_TPM`: the prompt is trimmed to it. */
  readonly tokensPerMinute: number;
  /** IANA zone in which days are counted, the same for all reps, so that one deal has one score. */
  readonly zone: string;
  readonly now: () => Date;
  /** Hears of model and state trouble that a person is spared; never holds note text. */
  readonly report: (error: unknown) => void;
}

/** With a second for what is kept, this stays under the 8 s that a brief may take. */
const briefMs = 6800;
/** Asked for beside the model, so that a brief waits for the slower of the two. */
const correctionsMs = 7000;
/** Nobody waits for a gain; a minute later it is no news. */
const gainMs = 60_000;

function reasonOf(error: unknown): 'busy' | 'model' {
  return error instanceof UpstreamError && error.kind === 'busy' ? 'busy' : 'model';
}

type Heard = Pick<Findings, 'testimony' | 'source'>;

function readCorrections(corrections: CorrectionStore) {
  const late = (): Error => new UpstreamError({ service: 'hindsight', kind: 'timeout', operation: 'list' });
  /** Of one deal. */
  return ([newest]: readonly Note[]): Promise<readonly Correction[]> =>
    within(correctionsMs, corrections.on(newest ? [newest.deal] : []), late);
}

function gatherFrom(memory: Memory): Briefer['gather'] {
  return async ({ deal, asker }) => {
    const headers = await memory.list({ deal }, asker);
    // Whoever asks may know the deal by a key that it had.
    const key = headers[0]?.deal.key;
    return newestFirst((await memory.texts(headers)).filter((note) => note.deal.key === key));
  };
}

/** Briefs and gains over one team's memory and one model. */
export function createBriefer(deps: BrieferDeps): Briefer {
  const { memory, rubric, now, report } = deps;
  const { kept } = deps;
  const correctionsOn = readCorrections(deps.corrections);
  const reader = createReader(deps);

  const gather = gatherFrom(memory);

  const read = (request: BriefRequest, notes: readonly Note[], priority: Priority) => {
    const ms = priority === 'brief' ? briefMs : gainMs;
    const deadline = new Date(now().getTime() + ms);
    const late = (): Error => new UpstreamError({ service: 'groq', kind: 'timeout', operation: 'complete' });
    return within(ms, reader.read({ ...request, notes, priority, deadline }), late);
  };

  const scaleFor = (notes: readonly Note[], asOf?: string) => ({
    rubric,
    asOf: asOf ?? dayOfScore(notes, dayIn(deps.zone, now())),
  });

  /** Never rejects: without the model what is kept must do. */
  const heard = async (request: BriefRequest, notes: readonly Note[]): Promise<Heard> => {
    try {
      const { testimony, source } = await read(request, notes, 'brief');
      return { testimony, source: { kind: source } };
    } catch (error) {
      report(error);
      const testimony = (await kept.latest(notes)) ?? null;
      return { testimony, source: { kind: 'facts', reason: reasonOf(error) } };
    }
  };

  const brief = async (request: BriefRequest, given: readonly Note[]): Promise<Brief> => {
    const notes = newestFirst(given);
    const asked = correctionsOn(notes);
    // Awaited below, and only where there is something to put right.
    asked.catch(() => undefined);
    const said = await heard(request, notes);
    const corrections = said.testimony === null ? [] : await asked;
    return assembleBrief({ request, notes, corrections, ...said }, scaleFor(notes, request.asOf));
  };

  const gain = async (request: BriefRequest, noteId: string): Promise<Gain | null> => {
    const notes = await gather(request);
    if (!notes.some((note) => note.id === noteId)) return null;
    try {
      const reading = read(request, notes, 'gain');
      const [{ testimony }, corrections] = await Promise.all([reading, correctionsOn(notes)]);
      const scale = scaleFor(notes);
      const history = { signals: testimony.signals, notes, corrections: saidBy(scale.asOf, corrections) };
      return gainOf(noteId, history, scale);
    } catch (error) {
      report(error);
      return null;
    }
  };
  return { gather, brief, gain };
}

/** What anybody of the team may know of a deal, for who asks. */
export type TeamBrief = (deal: string, asker: string) => Promise<Brief>;

/**
 * Private notes are out before anything is scored, told or counted, the asker's own too. Rejects with UserError when
 * the team can read no note on the deal.
 */
export function createTeamBrief(briefer: Briefer): TeamBrief {
  return async (deal, asker) => {
    const all = await briefer.gather({ deal, prospect: null, asker });
    const notes = all.filter(({ visibility }) => visibility === 'team');
    const [newest] = notes;
    if (!newest) throw new UserError('There are no notes on this deal that the team can read any more.');
    return briefer.brief({ deal, prospect: newest.prospects[0]?.key ?? null, asker }, notes);
  };
}

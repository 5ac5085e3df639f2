import { UpstreamError } from '../errors.ts';
import type { Memory } from '../memory/memory.ts';
import type { Note } from '../memory/note.ts';
import type { StateBank } from '../memory/state-bank.ts';
import { assembleBrief } from './assemble.ts';
import type { Brief, Briefer, BriefRequest, Gain } from './brief.ts';
import { dayIn } from './calendar.ts';
import { dayOfScore } from './day-of-score.ts';
import type { Findings } from './findings.ts';
import { gainOf } from './gain.ts';
import { newestFirst } from './history.ts';
import { createKept } from './kept.ts';
import type { Model, Priority } from './model.ts';
import type { Prompt } from './prompt.ts';
import { createReader } from './reader.ts';
import type { Rubric } from './rubric.ts';
import { within } from './within.ts';

export interface BrieferDeps {
  readonly memory: Memory;
  readonly state: StateBank;
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
/** Nobody waits for a gain; a minute later it is no news. */
const gainMs = 60_000;

function reasonOf(error: unknown): 'busy' | 'model' {
  return error instanceof UpstreamError && error.kind === 'busy' ? 'busy' : 'model';
}

/** Briefs and gains over one team's memory and one model. */
export function createBriefer(deps: BrieferDeps): Briefer {
  const { memory, rubric, now, report } = deps;
  const kept = createKept(deps.state, report);
  const reader = createReader({ ...deps, kept });

  const gather = async ({ deal, asker }: BriefRequest): Promise<readonly Note[]> => {
    const notes = await memory.texts(await memory.list({ deal }, asker));
    return newestFirst(notes.filter((note) => note.deal.key === deal));
  };

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

  const find = async (request: BriefRequest, notes: readonly Note[]): Promise<Findings> => {
    try {
      const { testimony, source } = await read(request, notes, 'brief');
      return { request, notes, testimony, source: { kind: source } };
    } catch (error) {
      report(error);
      const testimony = (await kept.latest(notes)) ?? null;
      return { request, notes, testimony, source: { kind: 'facts', reason: reasonOf(error) } };
    }
  };

  const brief = async (request: BriefRequest, given: readonly Note[]): Promise<Brief> => {
    const notes = newestFirst(given);
    return assembleBrief(await find(request, notes), scaleFor(notes, request.asOf));
  };

  const gain = async (request: BriefRequest, noteId: string): Promise<Gain | null> => {
    const notes = await gather(request);
    if (!notes.some((note) => note.id === noteId)) return null;
    try {
      const { testimony } = await read(request, notes, 'gain');
      return gainOf(noteId, { signals: testimony.signals, notes }, scaleFor(notes));
    } catch (error) {
      report(error);
      return null;
    }
  };
  return { gather, brief, gain };
}

import { readFileSync } from 'node:fs';
import { createCorrectionStore } from '../../src/brief/corrections/correction-store.ts';
import type { Model, ModelRequest } from '../../src/brief/model/model.ts';
import { createKept } from '../../src/brief/signals/kept.ts';
import { createDealFlags } from '../../src/digest/deal-flags.ts';
import { createDigestPrompt } from '../../src/digest/digest-prompt.ts';
import { createWeekReader } from '../../src/digest/week-reader.ts';
import { UpstreamError } from '../../src/errors.ts';
import type { Memory, NoteRoster, StateBank } from '../../src/memory/memory.ts';
import type { Deal, Note } from '../../src/memory/note.ts';
import { memoryOf, stateInMemory } from '../brief/memory-stand-in.ts';
import { note, prompt, rubric } from '../brief/support.ts';

const template = readFileSync(new URL('../../prompts/digest.md', import.meta.url), 'utf8');
export const digestPrompt = createDigestPrompt(template, rubric);
export const today = '2026-11-23';
export const monday = new Date(`${today}T08:00:00Z`);

export function dealNamed(company: string): Deal {
  return { key: `deal-${company.toLowerCase()}`, company, label: null };
}

/** A note on a deal of that name, by U1. */
export function noteOn(company: string, day: string, overrides: Partial<Note> = {}): Note {
  const person = { key: `person-${company.toLowerCase()}`, name: `Ann ${company}`, company };
  return note({
    id: `note-${company.toLowerCase()}-${day}`,
    deal: dealNamed(company),
    prospects: [person],
    day,
    ...overrides,
  });
}

function rosterOf(notes: readonly Note[]): NoteRoster {
  const visible = (asker: string) =>
    notes
      .filter(({ author, visibility }) => author === asker || visibility === 'team')
      .toSorted((a, b) => b.day.localeCompare(a.day));
  return {
    headers: async (asker) => visible(asker),
    peek: visible,
    authors: async () => new Map(notes.map(({ author, loggedAt }) => [author, loggedAt])),
  };
}

/** A model that answers as told and remembers what it was asked. */
export function modelThat(answer: (request: ModelRequest) => unknown): Model & { requests: ModelRequest[] } {
  const requests: ModelRequest[] = [];
  return {
    name: 'test-model',
    requests,
    complete: async (request) => {
      requests.push(request);
      return answer(request);
    },
  };
}

export const modelDown = () =>
  modelThat(() => {
    throw new UpstreamError({ service: 'groq', kind: 'server', operation: 'complete', status: 503 });
  });

interface Setting {
  readonly notes: readonly Note[];
  readonly model?: Model;
  readonly state?: StateBank;
  readonly memory?: Partial<Memory>;
  readonly tokensPerMinute?: number;
  readonly now?: () => Date;
}

/** A week reader over these notes; everything else has a plain default. */
export function readerOver({ notes, model = modelDown(), state = stateInMemory(), ...rest }: Setting) {
  const errors: unknown[] = [];
  const report = (error: unknown) => void errors.push(error);
  const kept = createKept(state, report);
  const flags = createDealFlags(state);
  const corrections = createCorrectionStore(state);
  const reader = createWeekReader({
    memory: { ...memoryOf(notes), ...rest.memory },
    roster: rosterOf(notes),
    flags,
    corrections,
    kept,
    model,
    prompt,
    digestPrompt,
    rubric,
    tokensPerMinute: rest.tokensPerMinute ?? 250_000,
    zone: 'UTC',
    now: rest.now ?? (() => monday),
    report,
  });
  const weekOf = (at = monday, zone = 'UTC') => reader.weekOf({ rep: 'U1', zone, at, holidays: [] });
  return { reader, weekOf, kept, flags, corrections, state, errors };
}

interface ShownNote {
  readonly number: number;
  readonly quote: string;
}

/** What a digest's user message shows, deal by deal. */
export function shownIn(message: string): readonly { buyer: string; wanted: boolean; notes: ShownNote[] }[] {
  return message
    .split(/^=== deal (?=\d)/m)
    .slice(1)
    .map((block) => ({
      buyer: block.split(' · ')[1] ?? '',
      wanted: /signals: wanted/.test(block),
      notes: [...block.matchAll(/^\[(\d+)\][^\n]*\n([^\n]*)/gm)].map((found) => ({
        number: Number(found[1]),
        quote: found[2] ?? '',
      })),
    }));
}

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { createMemoryServer } from '../../sandbox/memory/memory-server.ts';
import { createAnswers } from '../../src/ask/ask.ts';
import { readAskPrompt } from '../../src/ask/ask-model.ts';
import { createCommits } from '../../src/brief/pipeline/commits.ts';
import { createPipelines } from '../../src/brief/pipeline/pipeline.ts';
import { readPrompts } from '../../src/brief/prompts.ts';
import { createTimelines } from '../../src/brief/timelines.ts';
import { createDealFlags, noFlags } from '../../src/digest/deal-flags.ts';
import { ownDeals } from '../../src/digest/deals.ts';
import { createTeamWeeks } from '../../src/digest/team-week.ts';
import { createWeekReader } from '../../src/digest/week-reader.ts';
import { notesAsJson } from '../../src/memory/export.ts';
import { createForget } from '../../src/memory/forget.ts';
import { createHindsight } from '../../src/memory/hindsight/hindsight.ts';
import { createAliasedMemory } from '../../src/memory/identity/aliased-memory.ts';
import type { Note } from '../../src/memory/note.ts';
import { createPlainModel } from '../brief/plain-reader.ts';
import { createRandom, type Random } from '../chaos/random.ts';
import { note, person } from '../memory/support.ts';
import { createReadingHalf } from '../support/reader.ts';

const reads = Number(process.env['ATTACK_READS'] ?? 600);
const seeds = [1, 2, 3] as const;
const notesEach = 24;
const now = () => new Date('2026-03-20T12:00:00.000Z');
const users = ['U1', 'U2', 'U3', 'U4'] as const;
/** In the workspace, and not of the sales group. */
const apart = 'U4';
const isOfTeam = (user: string) => user !== apart;
/** Teams of one server and one prefix, whose people have the same ids and write about the same names. */
const teams = ['T0ONE', 'T0ONE1', 'T0TWO'] as const;
type TeamId = (typeof teams)[number];

/** Near in meaning is what has the same letters: who may read it is asked here, not how good it is. */
const embed = async (text: string) =>
  Float32Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => text.toLowerCase().split(letter).length);
const server = createMemoryServer({ now, embed, workerDelayMs: 0 });
afterAll(async () => (await server).close());

/** Each note is known by a word that stands in nothing else, in its text, and in some also as a name. */
const mark = /zq[a-z0-9]+zq/g;

interface Team {
  readonly id: string;
  readonly notes: Map<string, Note>;
  readonly views: Awaited<ReturnType<typeof openTeam>>;
}

/** All that reads notes for somebody, over one team's memory. */
async function openTeam(team: string, prefix: string) {
  const warn = () => undefined;
  const readers = { ready: async () => undefined, has: isOfTeam };
  const stored = createHindsight({
    url: (await server).url,
    apiKey: undefined,
    ...{ prefix, team, fetch, now, warn, wait: () => pause(1) },
    readers,
  });
  const aliased = createAliasedMemory({ ...stored, readers, now });
  const { model } = createPlainModel();
  const prompts = await readPrompts();
  const parts = { ...stored, ...aliased };
  const { reader, deals, briefer } = createReadingHalf({ ...parts, model, prompts, now });
  const { memory, roster, erasure, aliases, state } = parts;
  const commits = createCommits(state);
  const pipelines = createPipelines({
    memory,
    roster,
    deals,
    holders: async () => new Map(),
    commits,
  });
  const known = { memory, roster, deals, pipelines };
  const silent = { name: 'none', complete: () => Promise.reject(new RangeError('no model')) };
  const report = () => undefined;
  return {
    memory,
    roster,
    reader,
    briefer,
    pipelines,
    forget: createForget({ memory, roster, erasure, aliases }),
    timelines: createTimelines({ memory, deals }),
    // Everybody leads everybody.
    teamWeeks: createTeamWeeks({
      pipelines,
      managers: { peopleOf: async () => users },
      rubric: prompts.rubric,
    }),
    weeks: createWeekReader({ memory, roster, deals, flags: createDealFlags(state, now), commits, report }),
    answers: createAnswers({
      ...known,
      ownDeals: async (rep, headers) => ownDeals(rep, headers, noFlags),
      ...{ model: silent, prompt: await readAskPrompt(), tokensPerMinute: 8_000, now, report },
    }),
  };
}

function pick<T>(random: Random, all: readonly T[]): T {
  const [picked] = all.slice(random.between(0, all.length - 1));
  return picked === undefined ? expect.fail('nothing to pick from') : picked;
}

const day = (random: Random) => `2026-03-${String(random.between(1, 19)).padStart(2, '0')}`;

/** A note by anybody, on people whom all write about or whom nobody else knows. */
function someNote(random: Random, count: number): Note {
  const word = `zq${count.toString(36)}x${random.between(0, 9_999).toString(36)}zq`;
  const company = pick(random, ['Rentfield', 'Fleetline', 'Kelso', null]);
  const name = random.chance(0.2) ? `Sam ${word}` : pick(random, ['Priya Sharma', 'Amit Rao', 'Wen Li']);
  const said = pick(random, [
    `She is worried about ${word}.`,
    `I promised ${word} by 2026-03-25.`,
    `${word} is settled.`,
    `The budget for ${word} is frozen.`,
  ]);
  const on = day(random);
  return note({
    who: [person(name, company), ...(random.chance(0.2) ? [person('Wen Li', company)] : [])],
    author: pick(random, users),
    visibility: random.chance(0.5) ? 'team' : 'private',
    outcome: pick(random, ['spoke', 'objection', 'next_step', 'no_answer', 'won', 'lost', 'note']),
    day: on,
    loggedAt: `${on}T15:00:${String(count % 60).padStart(2, '0')}.000Z`,
    text: said,
  });
}

const mayRead = (asker: string) => (one: Note) =>
  one.author === asker || (one.visibility === 'team' && isOfTeam(asker));
const wordsIn = (value: unknown): readonly string[] =>
  (JSON.stringify(value, spread) ?? '').toLowerCase().match(mark) ?? [];

function spread(_key: string, value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...value] : value;
}

interface Asked {
  readonly random: Random;
  readonly asker: string;
  readonly team: Team;
  /** A note of any team, whoever may read it. */
  readonly any: Note;
}

const questions = [
  'How many notes are there?',
  'How many open deals are there?',
  'Who raised a worry?',
  'Whose budget is frozen?',
  'What did we promise?',
  'Which deals were lost?',
];

type Read = (asked: Asked) => Promise<unknown>;

/** Every way to read, with ids, keys and words that the asker may know or guess. */
const ways: Readonly<Record<string, Read>> = {
  list: ({ team, asker, any, random }) =>
    team.views.memory.list(
      pick(random, ['everyone', { deal: any.deal.key }, { rep: any.author }] as const),
      asker,
    ),
  read: ({ team, asker, any }) => team.views.memory.read(any.id, asker),
  recall: async ({ team, asker, any, random }) => {
    const deal = random.chance(0.5) ? any.deal.key : null;
    const ids = await team.views.memory.recall({ deal, asker, text: any.text, limit: 30 });
    return ids.map((id) => team.notes.get(id)?.text ?? `${id} zqstrangezq`);
  },
  texts: async ({ team, asker }) => team.views.memory.texts(await team.views.roster.headers(asker)),
  export: async ({ team, asker, any }) => {
    const { memory } = team.views;
    return notesAsJson(await memory.texts(await memory.list({ deal: any.deal.key }, asker)));
  },
  people: async ({ team, asker }) => team.views.roster.people(await team.views.roster.headers(asker), asker),
  past: ({ team, asker, any }) => team.views.roster.past(any.prospects[0]?.key ?? '', asker),
  pipeline: ({ team, asker }) => team.views.pipelines.read(asker),
  timeline: ({ team, asker, any, random }) =>
    team.views.timelines.read({
      ...{ deal: any.deal.key, asker, outcome: null },
      prospect: random.chance(0.5) ? (any.prospects[0]?.key ?? null) : null,
      query: random.chance(0.3) ? any.text : '',
    }),
  brief: async ({ team, asker, any, random }) => {
    const { briefer } = team.views;
    const asOf = random.chance(0.2) ? day(random) : undefined;
    const request = { deal: any.deal.key, prospect: any.prospects[0]?.key ?? null, asker, asOf };
    const notes = await briefer.gather(request);
    const isKnown = notes.some((one) => one.day <= (asOf ?? one.day));
    return isKnown ? briefer.brief(request, notes) : undefined;
  },
  week: ({ team, asker }) => team.views.weeks.weekOf({ rep: asker, zone: 'UTC', at: now(), holidays: [] }),
  'team week': ({ team, asker }) => team.views.teamWeeks.of({ asker, zone: 'UTC', at: now() }),
  'rep’s page': ({ team, asker, random }) =>
    team.views.teamWeeks.page(pick(random, users), { asker, zone: 'UTC', at: now() }),
  answer: ({ team, asker, any, random }) =>
    team.views.answers.answer({
      question: pick(random, [...questions, `What of ${any.prospects[0]?.name}?`, `Who said: ${any.text}`]),
      ...{ earlier: [], asker, zone: 'UTC' },
    }),
  forget: ({ team, asker, any }) =>
    team.views.forget.plan({ prospect: any.prospects[0]?.key ?? '', asker, scope: 'own' }),
};

/** A manager's pages hold what is shared, and no private note, their own neither. */
const ofShared: ReadonlySet<string> = new Set(['team week', 'rep’s page']);

/** What was typed comes back as it was typed: only words beside it tell something. */
const echoes: ReadonlySet<string> = new Set(['answer', 'timeline']);

/** Somebody changes, shares, hides or deletes a note of theirs, so that what was true is not any more. */
async function change(team: Team, random: Random, count: number): Promise<void> {
  const { memory } = team.views;
  const old = pick(random, [...team.notes.values()]);
  const by = old.author;
  const what = random.next();
  if (what < 0.25) {
    await memory.remove(old.id, by);
    team.notes.delete(old.id);
  } else if (what < 0.5) {
    const visibility = old.visibility === 'team' ? 'private' : 'team';
    await memory.setVisibility(old.id, visibility, { by });
    team.notes.set(old.id, { ...old, visibility });
  } else if (what < 0.75) {
    const { text } = someNote(random, count);
    const loggedAt = `2026-03-20T10:00:00.${String(count % 1_000).padStart(3, '0')}Z`;
    if ((await memory.edit({ ...old, text, loggedAt })) === 'saved')
      team.notes.set(old.id, { ...old, text, loggedAt });
  } else {
    const fresh = someNote(random, count);
    await memory.save(fresh);
    team.notes.set(fresh.id, fresh);
    team.views.reader.noteSaved(fresh);
  }
}

async function fill(id: TeamId, random: Random, prefix: string): Promise<Team> {
  const team: Team = { id, notes: new Map(), views: await openTeam(id, prefix) };
  for (let index = 0; index < notesEach; index += 1) {
    const one = someNote(random, index + 1_000 * teams.indexOf(id));
    await team.views.memory.save(one);
    team.notes.set(one.id, one);
  }
  await team.views.reader.start();
  await team.views.reader.idle();
  return team;
}

/** One read; what it told that it must not have, in words. */
async function crossingIn(all: readonly Team[], random: Random): Promise<readonly string[]> {
  const [team, other] = [pick(random, all), pick(random, all)];
  const asker = pick(random, users);
  const any = pick(random, [...other.notes.values()]);
  const way = pick(random, Object.keys(ways));
  const told = await ways[way]?.({ random, asker, team, any });
  const readable = [...team.notes.values()].filter(mayRead(asker));
  const meant = ofShared.has(way) ? readable.filter(({ visibility }) => visibility === 'team') : readable;
  const allowed = new Set(meant.flatMap(wordsIn));
  const echoed = echoes.has(way) ? wordsIn(any) : [];
  const crossed = wordsIn(told).filter((word) => !allowed.has(word) && !echoed.includes(word));
  const counted = countsWrong(way, told, readable);
  return [...crossed, ...counted].map((word) => `${way} for ${asker} of ${team.id}: ${word}`);
}

/** Numbers, held against the notes that the asker may read. */
function countsWrong(way: string, told: unknown, visible: readonly Note[]): readonly string[] {
  if (way !== 'pipeline' || !Array.isArray(told)) return [];
  const sum = told.reduce((notes: number, line: { readonly noteCount: number }) => notes + line.noteCount, 0);
  return sum === visible.length ? [] : [`${sum} notes counted, ${visible.length} may be read`];
}

test.each(seeds)(
  `of ${reads} generated reads none tells a word, a name or a number across people, teams or the sales group’s edge (seed %d)`,
  async (seed) => {
    const random = createRandom(seed);
    const all = await Promise.all(
      teams.map((id) => fill(id, createRandom(seed * 10 + teams.indexOf(id)), `attack${seed}`)),
    );
    const crossings: string[] = [];
    for (let count = 1; count <= Math.ceil(reads / seeds.length); count += 1) {
      if (random.chance(0.05)) await change(pick(random, all), random, 10_000 + count);
      crossings.push(...(await crossingIn(all, random)));
    }
    expect(crossings).toEqual([]);
    for (const { views } of all) await views.reader.stop();
  },
  60_000 + reads * 60,
);

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { endings } from '../src/brief/signals/signal.ts';
import { outcomes } from '../src/memory/note.ts';
import { isDay } from '../src/util/calendar.ts';

const day = z.string().refine(isDay, 'no such day');

const noteSchema = z.strictObject({
  id: z.string(),
  day,
  /** Only where it was logged later than on its day. */
  logged: day.optional(),
  outcome: z.enum(outcomes),
  people: z.array(z.string()),
  author: z.enum(['rep1', 'rep2']),
  visibility: z.enum(['team', 'private']),
  text: z.string(),
});

const factSchema = z.strictObject({
  note: z.string(),
  kind: z.string(),
  who: z.enum(['us', 'them']),
  quote: z.string(),
  text: z.string(),
  due_on: day.optional(),
  due_words: z.string().optional(),
  /** The note that gives the day, where it is another. */
  due_note: z.string().optional(),
  again: z.array(z.strictObject({ note: z.string(), quote: z.string() })).default([]),
  closed: z.strictObject({ note: z.string(), quote: z.string(), how: z.enum(endings) }).optional(),
});

const bucketNames = ['attention_now', 'follow_up', 'on_track', 'closed'] as const;
const percent = z.number().min(0).max(100);

const managerSchema = z.strictObject({
  score: percent,
  low: percent,
  high: percent,
  scores: z.array(percent).optional(),
  at_risk: z.boolean(),
  bucket: z.enum(bucketNames),
  buckets: z.array(z.enum(bucketNames)).optional(),
  why: z.string(),
  do_next: z.string(),
});

const questionSchema = z.strictObject({
  ask: z.string(),
  answer: z.string(),
  notes: z.array(z.string()),
  type: z.enum(['fact', 'old', 'count', 'compare', 'none']),
});

const caseSchema = z.strictObject({
  deal: z.string(),
  company: z.string(),
  as_of: day,
  language: z.string(),
  notes: z.array(noteSchema).min(1),
  facts: z.array(factSchema),
  traps: z.array(z.strictObject({ note: z.string(), kind: z.string(), quote: z.string(), why: z.string() })),
  manager: managerSchema,
  manager_team: managerSchema.optional(),
  must_say: z.array(z.string()).default([]),
  must_not_say: z.array(z.string()).default([]),
  questions: z.array(questionSchema).default([]),
});

/** One deal with its right answer, as `cases/README.md` has it. */
export type Case = z.infer<typeof caseSchema>;
export type CaseNote = Case['notes'][number];
export type Fact = Case['facts'][number];
export type Manager = Case['manager'];

/** `rep1` sees the team's notes and their own, `team` the team's alone. */
type Viewer = 'rep1' | 'team';

/** One deal as one viewer sees it, with what a manager makes of that. */
export interface View {
  readonly deal: Case;
  readonly viewer: Viewer;
  readonly manager: Manager;
  /** Ids of the notes that the viewer may read. */
  readonly noteIds: ReadonlySet<string>;
}

/** Every `.yml` of a folder, by name; throws with the file's name and its faults. */
export function readCases(folder: string): readonly Case[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yml'));
  return names.toSorted().map((name) => {
    const parsed = caseSchema.safeParse(parse(readFileSync(join(folder, name), 'utf8')));
    if (!parsed.success) throw new TypeError(`${name}: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  });
}

/** The case for `rep1`, and for the team where that differs. */
export function viewsOf(deal: Case): readonly View[] {
  const seenBy = (isSeen: (note: CaseNote) => boolean) =>
    new Set(deal.notes.filter(isSeen).map(({ id }) => id));
  const ofTeam = ({ visibility }: CaseNote) => visibility === 'team';
  const own = seenBy((note) => ofTeam(note) || note.author === 'rep1');
  const first: View = { deal, viewer: 'rep1', manager: deal.manager, noteIds: own };
  const { manager_team: manager } = deal;
  return manager ? [first, { deal, viewer: 'team', manager, noteIds: seenBy(ofTeam) }] : [first];
}

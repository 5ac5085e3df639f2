import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const storyNote = z.strictObject({
  /** Days before today. */
  ago: z.int().min(0),
  by: z.enum(['first', 'second']),
  with: z.array(z.string().min(1)).min(1),
  outcome: z.enum(['spoke', 'objection', 'next_step', 'no_answer', 'won', 'lost', 'note']).default('spoke'),
  private: z.boolean().default(false),
  source: z.enum(['modal', 'message']).default('modal'),
  /** May hold `{date:+9}`: a day counted from today, shown as "2 Dec". */
  text: z.string().min(1),
});

const story = z.strictObject({
  company: z.string().min(1),
  label: z.string().optional(),
  notes: z.array(storyNote).min(1),
});

/** One deal as the stories tell it. */
export type Story = z.infer<typeof story>;

/** All stories, in the order of their files; throws when a file does not fit. */
export function readStories(): readonly Story[] {
  const folder = new URL('./stories/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));
  return files
    .toSorted()
    .flatMap((name) => z.array(story).parse(parse(readFileSync(new URL(name, folder), 'utf8'))));
}

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
type Story = z.infer<typeof story>;

/** All stories, in the order of their files; throws when a file does not fit. */
function readStories(): readonly Story[] {
  const folder = new URL('./stories/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));
  return files
    .toSorted()
    .flatMap((name) => z.array(story).parse(parse(readFileSync(new URL(name, folder), 'utf8'))));
}

/** `day` moved by a number of days, both `YYYY-MM-DD`. */
function moveDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Noon of a day in a zone with that day's offset, ISO 8601. */
function noonIn(zone: string, day: string): string {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format
    .formatToParts(Date.parse(`${day}T12:00:00Z`))
    .find((part) => part.type === 'timeZoneName');
  const offset = (name?.value ?? '').replace('GMT', '') || '+00:00';
  return `${day}T12:00:00${offset}`;
}

/** Puts days counted from `today` in place of `{date:+9}`, as a person writes them: "2 Dec". */
function fillDates(text: string, today: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return text.replace(/\{date:([+-]\d+)\}/gu, (_all, days: string) =>
    format.format(Date.parse(`${moveDay(today, Number(days))}T12:00:00Z`)).replace('Sept', 'Sep'),
  );
}

interface SeedOptions {
  /** `YYYY-MM-DD`; every date in the notes is counted from it. */
  readonly today: string;
  /** Slack user ids of the two who wrote the notes. */
  readonly reps: readonly [first: string, second: string];
  /** IANA zone of both. */
  readonly zone: string;
}

/** A note before it has keys and an id. */
export interface SeedNote {
  /** Names the note in all seedings, whatever the day: `rentfield 3`. */
  readonly story: string;
  readonly text: string;
  readonly people: readonly { readonly name: string; readonly company: string }[];
  readonly company: string;
  readonly dealLabel: string | null;
  readonly author: string;
  readonly outcome: Story['notes'][number]['outcome'];
  readonly day: string;
  /** Noon of the day with the zone's offset. */
  readonly timestamp: string;
  readonly loggedAt: string;
  readonly visibility: 'private' | 'team';
  readonly source: 'modal' | 'message';
}

/** The stories' notes, dated from today backwards, oldest first. */
export function seedNotes({ today, reps, zone }: SeedOptions): readonly SeedNote[] {
  const notes = readStories().flatMap((story) =>
    story.notes.map((note, index): SeedNote => {
      const day = moveDay(today, -note.ago);
      const timestamp = noonIn(zone, day);
      return {
        story: [story.company, story.label ?? '', index + 1].join(' '),
        text: fillDates(note.text, today).trim(),
        people: note.with.map((name) => ({ name, company: story.company })),
        company: story.company,
        dealLabel: story.label ?? null,
        author: note.by === 'first' ? reps[0] : reps[1],
        outcome: note.outcome,
        day,
        timestamp,
        // Logged within the hour, in the order of the story.
        loggedAt: new Date(Date.parse(timestamp) + (index + 1) * 60_000).toISOString(),
        visibility: note.private ? 'private' : 'team',
        source: note.source,
      };
    }),
  );
  return notes.toSorted((a, b) => a.loggedAt.localeCompare(b.loggedAt));
}

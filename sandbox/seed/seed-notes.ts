import { fillDates, moveDay, noonIn } from './days.ts';
import { readStories, type Story } from './stories.ts';

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

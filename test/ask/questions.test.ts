import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type FixedQuestion, fixedQuestions } from '../../eval/ask/questions.ts';
import { seedId } from '../../sandbox/seed/seed-bank.ts';
import type { SeedNote } from '../../sandbox/seed/seed-notes.ts';
import { personIn, textOf } from '../support/person.ts';
import { ava, ben, type World } from '../support/world.ts';
import { nameOf, seededWorld } from './seeded-world.ts';

let world: World;
let notes: ReadonlyMap<string, SeedNote>;
beforeAll(async () => {
  const seeded = await seededWorld();
  world = seeded.world;
  notes = new Map(seeded.notes.map((note) => [seedId(note.story), note]));
});
afterAll(() => world.close());

const source = z.object({
  text: z.object({ text: z.string() }),
  accessory: z.object({ action_id: z.string().startsWith('ask_note_'), value: z.string() }),
});

/** The answer as somebody sees it: its text, and the notes under it with what is quoted of them. */
async function answerTo({ ask, by }: FixedQuestion) {
  const me = personIn(world, by === 'first' ? ava : ben);
  await me.type(`/ask ${ask}`);
  const answered = (text: string) => text.includes(`“${ask}”`) && !text.includes('Looking through');
  const message = await world.slack.waitFor(() =>
    me.messages().find(({ blocks }) => answered(textOf(blocks))),
  );
  const cited = (message.blocks ?? []).flatMap((block) => {
    const found = source.safeParse(block).data;
    if (!found) return [];
    const [, ...rows] = textOf({ text: found.text.text }).split('\n');
    const quotes = rows.join(' ').slice(1, -1).split('” … “');
    return [{ note: notes.get(found.accessory.value), quotes }];
  });
  return { text: textOf(message.blocks), cited };
}

const level = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase();
const titled = (wanted: (one: FixedQuestion) => boolean) =>
  fixedQuestions()
    .filter(wanted)
    .map((one) => [one.ask, one] as const);

test('thirty questions are fixed', () => {
  expect(fixedQuestions()).toHaveLength(30);
});

describe('what the notes say is answered from the notes that say it', () => {
  test.each(titled((one) => one.notes !== undefined))('%s', async (_ask, question) => {
    const { text, cited } = await answerTo(question);
    const names = cited.map(({ note }) => note && nameOf(note));
    for (const either of question.notes ?? [])
      expect(
        either.some((name) => names.includes(name)),
        `${either} in\n${text}`,
      ).toBe(true);
    for (const { note, quotes } of cited) {
      const own = level(note?.text ?? '');
      for (const quote of quotes) expect(own).toContain(level(quote.replace(/…$/, '')));
    }
  });
});

describe('what the notes do not say is declined', () => {
  test.each(titled((one) => one.nothing === true))('%s', async (_ask, question) => {
    const { text, cited } = await answerTo(question);
    expect(text).toContain('Nothing in your notes');
    expect(cited).toEqual([]);
  });
});

describe('what can be counted is counted without a model', () => {
  test.each(titled((one) => one.count !== undefined))('%s', async (_ask, question) => {
    const before = world.model.log.length;
    const { text } = await answerTo(question);
    expect(text).toMatch(new RegExp(`^\\*${question.count} `, 'm'));
    expect(world.model.log).toHaveLength(before);
  });
});

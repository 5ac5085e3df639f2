import { expect, test } from 'vitest';
import { SlackRefusal } from '../../sandbox/slack/refusal.ts';
import type { Note, Visibility } from '../../src/memory/note.ts';
import { featureNames } from '../../src/slack/kit/grants.ts';
import { createRandom, type Random } from '../chaos/random.ts';
import { call, daysAgo, store } from '../support/filled.ts';
import { heard } from '../support/register.ts';
import { ava, ben, createWorld, type World } from '../support/world.ts';
import { oddNames, oddNotes } from './corpus.ts';
import { openers } from './openers.ts';
import { createRoamer } from './roamer.ts';
import { createWatch, marksIn, type Watch } from './watch.ts';

const steps = Number(process.env['ATTACK_STEPS'] ?? 16);
const nadia = 'U0NADIA003';
const people = [ava, ben, nadia] as const;

/** Who wrote which marked words. */
function createMarks() {
  const marks = new Map<string, string>();
  return {
    author: (mark: string) => marks.get(mark),
    /** The text under a mark that stands in no other, within what a note may hold. */
    marked(text: string, author: string): string {
      const mark = `zq${marks.size}zq`;
      marks.set(mark, author);
      return `${mark} ${text}`;
    },
  };
}

type Marks = ReturnType<typeof createMarks>;

/** In turns, from where a seed says, so that every one comes before one comes twice. */
function inTurns<T>(all: readonly T[], random: Random): () => T {
  let at = random.between(0, all.length - 1);
  return () => {
    at += 1;
    return all[at % all.length] ?? expect.fail('nothing to take turns with');
  };
}

/** The whole corpus as notes that were logged before anybody looks: a third of it is somebody’s alone. */
function notesOf(marks: Marks): readonly Note[] {
  return oddNotes.map(({ text }, index): Note => {
    const author = people[index % people.length] ?? ava;
    const visibility: Visibility = author === nadia ? 'team' : 'private';
    return call({
      name: oddNames[index % oddNames.length] ?? 'Nobody',
      company: index % 5 === 0 ? null : `Odd ${index % 14}`,
      ...{ author, visibility, day: daysAgo(1 + (index % 60)) },
      text: marks.marked(text, author).slice(0, 9_000),
    });
  });
}

interface Walk {
  readonly world: World;
  readonly watch: Watch;
  readonly marks: Marks;
  readonly user: string;
  readonly random: Random;
}

/** What one person sees while they use everything there is; what they may not see is reported. */
async function walk({ world, watch, marks, user, random }: Walk, many: number) {
  const [nextNote, nextWords, name] = [
    inTurns(oddNotes, random),
    inTurns(oddNotes, random),
    inTurns(oddNames, random),
  ];
  const note = () => marks.marked(nextNote().text, user);
  const words = () => nextWords().text;
  const say = { note, words, name };
  const roamer = createRoamer({ world, user, random, ...say, shares: user === nadia });
  const open = inTurns(openers, random);
  const faults: string[] = [];
  for (let step = 0; step < many; step += 1) {
    const isBusy = roamer.me.modal() !== undefined || random.chance(0.6);
    if (!isBusy || !(await stepped(roamer.step))) {
      const [listener, begin] = open();
      roamer.count(listener);
      await stepped(() => begin({ world, roamer, random, ...say }));
    }
    await watch.settle();
    const crossed = marksIn(world.slack.look(user)).filter(
      (mark) => ![user, nadia].includes(marks.author(mark) ?? user),
    );
    faults.push(...watch.look(), ...crossed.map((mark) => `${user} sees ${mark}`));
    if (faults.length > 0) break;
  }
  return { faults, visits: roamer.visits() };
}

/** What is shown may change between a look at it and the press: then nothing is pressed. */
async function stepped(act: () => Promise<unknown>): Promise<boolean> {
  try {
    return (await act()) !== false;
  } catch (error) {
    const isGone =
      error instanceof SlackRefusal || /no element|offers no option|no field/.test(String(error));
    if (isGone) return true;
    throw error;
  }
}

/** Near in meaning is what has the same letters: it is quick, and nobody asks here how well notes are found. */
const byLetters = async (text: string) =>
  Float32Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => text.toLowerCase().split(letter).length);

const models = ['honest', 'careless', 'hostile'] as const;

test.concurrent.each(models)(
  'whoever uses everything there is with odd notes and names, and a %s model, harms nobody',
  async (kind) => {
    const marks = createMarks();
    const world = await createWorld({
      transport: 'http',
      features: new Set(featureNames),
      embed: byLetters,
      startsBot: false,
    });
    const watch = createWatch(world);
    try {
      if (kind !== 'honest') world.model.faults.set({ kind });
      await store(world, notesOf(marks));
      await world.restartBot();
      const used = new Set<string>();
      for (const [index, user] of [nadia, ava, ben].entries()) {
        const random = createRandom(models.indexOf(kind) * 10 + index + 1);
        const { faults, visits } = await walk({ world, watch, marks, user, random }, steps);
        expect(faults).toEqual([]);
        for (const name of visits) used.add(name);
      }
      const missed = heard().filter((name) => !used.has(name));
      if (process.env['ATTACK_STEPS']) console.log(`not used with a ${kind} model: ${missed.join(', ')}`);
    } finally {
      await world.stopBot();
      watch.stop();
      await world.close();
    }
  },
  120_000 + steps * 3_000,
);

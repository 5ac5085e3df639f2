import { expect, test } from 'vitest';
import { lastSlot } from '../../src/digest/schedule.ts';
import { call, store } from '../support/filled.ts';
import { ava, ben } from '../support/world.ts';
import { createStage, type Stage } from './stage.ts';
import { type DigestStory, digestStories } from './year-stories.ts';

const weeks = Number(process.env['CHAOS_WEEKS'] ?? 52);
const firstWeek = Number(process.env['CHAOS_FIRST_WEEK'] ?? 0);
const weekMs = 7 * 86_400_000;
const begin = new Date('2026-12-01T09:00:00.000Z');
const reps = [
  { user: 'U0NADIA003', zone: 'Asia/Kolkata' },
  { user: ava, zone: 'Europe/Stockholm' },
  { user: ben, zone: 'America/Los_Angeles' },
] as const;

type Rep = (typeof reps)[number];

/** Everybody’s clock, the built bot’s too: it is told of each jump, and looks at what is due. */
function createYear() {
  let offsetMs = begin.getTime() + firstWeek * weekMs - Date.now();
  return {
    now: () => new Date(Date.now() + offsetMs),
    offset: () => ({ CLOCK_OFFSET_MS: String(Math.round(offsetMs)) }),
    jump(to: Date): { offsetMs: number } {
      offsetMs = to.getTime() - Date.now();
      return { offsetMs };
    },
  };
}

type Year = ReturnType<typeof createYear>;

function cameTo(stage: Stage, { user }: Rep) {
  const texts = stage.person(user).texts();
  return {
    digests: texts.filter((text) => text.includes('Your week · ')).length,
    offers: texts.filter((text) => text.includes('digest may not have arrived')).length,
  };
}

type Came = ReturnType<typeof cameTo>;

/** What came since; a machine that is busy is given a little longer before something is missed. */
async function cameIn(
  stage: Stage,
  rep: Rep,
  { before, wanted }: { before: Came; wanted: Came },
): Promise<Came> {
  for (let looks = 0; ; looks += 1) {
    const after = cameTo(stage, rep);
    const came = { digests: after.digests - before.digests, offers: after.offers - before.offers };
    if (looks === 5 || (came.digests >= wanted.digests && came.offers >= wanted.offers)) return came;
    await stage.look();
  }
}

async function playStory(stage: Stage, year: Year, at: Date, story: DigestStory): Promise<void> {
  const controls = { stage, start: () => stage.start(year.offset()) };
  for (const [minute, act] of story.steps) {
    const jumped = year.jump(new Date(at.getTime() + minute * 60_000));
    await act.before?.(controls);
    const looked = stage.look(jumped);
    await act.after?.(controls);
    await looked;
  }
  await stage.heal();
}

/** In summer one rep's outage may still last at the hour of the next one: each is judged when the week is over. */
async function playWeek(stage: Stage, year: Year, week: number): Promise<readonly string[]> {
  const story = digestStories[week % digestStories.length] ?? expect.fail();
  const struck = reps[Math.floor(week / digestStories.length + week) % reps.length];
  const until = new Date(begin.getTime() + (week + 1) * weekMs);
  const before = new Map(reps.map((rep) => [rep, cameTo(stage, rep)]));
  for (const rep of reps) {
    const { at } = lastSlot({ day: 'monday', time: '08:00' }, rep.zone, until);
    await playStory(stage, year, at, rep === struck ? story : (digestStories[0] ?? story));
  }
  const faults: string[] = [];
  for (const rep of reps) {
    const wanted = rep === struck ? story.comes : { digests: 1, offers: 0 };
    const { digests, offers } = await cameIn(stage, rep, { before: before.get(rep) ?? wanted, wanted });
    const label = `week ${week}, ${rep.zone}, ${rep === struck ? story.broken : 'nothing broken'}: ${digests} digests, ${offers} offers`;
    if (digests !== wanted.digests || offers !== wanted.offers) faults.push(label);
  }
  return faults;
}

test(
  `${weeks} weeks of kills and outages at eight o’clock: nobody gets two digests, and nobody is silently missed`,
  async () => {
    const year = createYear();
    const stage = await createStage({ now: year.now, preload: ['--import', './test/chaos/moved-clock.mjs'] });
    try {
      const day = begin.toISOString().slice(0, 10);
      const logged = { day, timestamp: begin.toISOString(), loggedAt: begin.toISOString() };
      await store(
        stage,
        reps.map(({ user }) => call({ ...logged, author: user, company: `Firm ${user.slice(2, 5)}` })),
      );
      await stage.start(year.offset());
      await stage.look();
      const faults: string[] = [];
      for (let week = firstWeek; week < firstWeek + weeks; week += 1)
        faults.push(...(await playWeek(stage, year, week)));
      expect(faults).toEqual([]);
      for (const rep of reps) {
        const { digests, offers } = cameTo(stage, rep);
        expect(digests).toBeLessThanOrEqual(weeks);
        expect(digests + offers).toBeGreaterThanOrEqual(weeks);
      }
    } finally {
      await stage.close();
    }
  },
  600_000 + weeks * 20_000,
);

import type { FormValues, Outcome } from '../../sandbox/slack/hand/verb.ts';
import type { Note } from '../../src/memory/note.ts';
import { call, daysAgo, store } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ben, type World } from '../support/world.ts';

type Doors = Readonly<Record<string, () => Promise<Outcome>>>;

const tova = { name: 'Tova Lind', company: 'Greywater' };

/** A deal that the team can read: a promise, a worry, a plain word. */
export function teamNotes(rest: Partial<Note> = {}): readonly Note[] {
  const shared = { ...tova, visibility: 'team' as const };
  return [
    call({ ...shared, day: daysAgo(9), text: 'She is worried about the contract length.', ...rest }),
    call({
      ...shared,
      day: daysAgo(6),
      text: `I promised to send her the ROI sheet by ${daysAgo(2)}.`,
      ...rest,
    }),
    call({ ...shared, day: daysAgo(3), text: 'She liked the demo and wants to show it around.', ...rest }),
  ];
}

interface Given {
  readonly me: Someone;
  readonly world: World;
  /** Lets time pass, so that one brief asked for twice is not one. */
  later(): void;
}

/** Presses Hand over on the full brief on somebody. */
export async function openHandover({ me, world, later }: Given, name = 'Tova Lind'): Promise<Outcome> {
  const cards = () => me.texts().filter((text) => text.includes('Last call')).length;
  const before = cards();
  later();
  await me.type(`/brief ${name}`);
  await world.slack.waitFor(() => cards() > before || undefined);
  await me.press('brief_more');
  await me.seesModal('What is known');
  return me.pressInModal('handover_open');
}

/** Offers the deal to a colleague; both have their messages when it is done. */
export async function offerTo(given: Given, to: string, more: FormValues = {}): Promise<Outcome> {
  const { me, world } = given;
  const offers = () => me.texts().filter((text) => text.includes('You offered')).length;
  const before = offers();
  await openHandover(given);
  await me.seesModal('This is what they get');
  const outcome = await me.submit({ handover_to: to, ...more });
  await world.slack.waitFor(() => offers() > before || undefined);
  return outcome;
}

/** Each way to hand a deal over, for the register's test; the notes on Tova Lind are these doors' own. */
export function handoverDoors(given: () => Given): Doors {
  async function offered(): Promise<{ me: Someone; you: Someone }> {
    await store(given().world, teamNotes());
    await offerTo(given(), ben);
    const { me, world } = given();
    const you = personIn(world, ben);
    await you.sees('hands this deal over to you');
    return { me, you };
  }

  return {
    'action handover_open': async () => {
      const { me, world } = given();
      await store(world, teamNotes());
      const outcome = await openHandover(given());
      await me.seesModal('This is what they get');
      return outcome;
    },
    'submit handover_view': () => offerTo(given(), ben),
    'action handover_withdraw': async () => {
      const { me, you } = await offered();
      const outcome = await me.press('handover_withdraw');
      await me.sees('Withdrawn.');
      await you.sees('This offer was withdrawn');
      return outcome;
    },
    'action handover_decline': async () => {
      const { me, you } = await offered();
      const outcome = await you.press('handover_decline');
      await me.sees('declined Tova Lind');
      return outcome;
    },
    'action handover_accept': async () => {
      const { me, you } = await offered();
      const outcome = await you.press('handover_accept');
      await you.sees('You took over Tova Lind');
      await me.sees('took over Tova Lind');
      return outcome;
    },
    'action handover_keep': async () => {
      const { me } = given();
      const outcome = await me.press('handover_keep');
      await me.sees('is on your week again');
      return outcome;
    },
  };
}

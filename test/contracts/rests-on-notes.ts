import { contest as contestAs } from '../slack/corrections-stage.ts';
import { ask } from '../support/asking.ts';
import { call, daysAgo, storeRead } from '../support/filled.ts';
import type { Someone } from '../support/person.ts';
import { ava, ben, type World } from '../support/world.ts';

/** Who does what rests on notes. */
export interface Stage {
  readonly world: World;
  readonly me: Someone;
  readonly colleague: Someone;
  /** Lets time pass, so that one order given twice is not one. */
  later(): void;
}

const amit = { name: 'Amit Rao', company: 'Fleetline', text: 'He wants a quote for 40 chairs.' };

export function asksLater({ me, later }: Stage, line: string, words: RegExp): Promise<void> {
  later();
  return ask(me, line, words);
}

async function contest(stage: Stage): Promise<void> {
  const { me } = stage;
  await asksLater(stage, '/brief Priya', /Last call/);
  await me.press('brief_why');
  await me.seesModal('two otters');
  await contestAs(me, 'two otters', 'Settled over heron watching.');
  await me.seesModal('Corrected');
}

async function mend({ me }: Stage): Promise<void> {
  await me.type('/timeline Pryia');
  await me.seesModal('Search by words');
  await me.pressInModal('mend_open');
  await me.seesModal('What is not right?');
  await me.pressInModal('mend_as_merge');
  await me.seesModal('The same person as');
  const { options: others } = await me.suggestions('mend_other', 'Priya Sharma');
  await me.submit({ mend_other: others[0]?.value ?? '' });
  await me.seesModal('Nothing is deleted.');
  await me.submit({});
  await me.seesModal('Saved.');
}

async function offer(stage: Stage): Promise<void> {
  const { me, colleague } = stage;
  await asksLater(stage, '/brief Priya', /Last call/);
  await me.press('brief_more');
  await me.seesModal('What is known');
  await me.pressInModal('handover_open');
  await me.seesModal('This is what they get');
  await me.submit({ handover_to: ben });
  await colleague.sees('hands this deal over to you');
}

async function snooze(stage: Stage): Promise<void> {
  const { me, world } = stage;
  await asksLater(stage, '/digest now', /open deals? considered/);
  const week = await me.sees('Your week · ');
  const lines = week.blocks?.filter((one) => one.block_id?.startsWith('line:'));
  const line = lines?.find((one) => JSON.stringify(one).includes('Priya Sharma'));
  const target = { channel: me.dm, ts: week.ts };
  const chosen = { actionId: 'digest_line', blockId: line?.block_id, value: 'snooze' };
  await world.hand.choose(ava, target, chosen);
  await me.sees('Snoozed until');
}

/** Notes of Ava's on one person under two names, with everything of theirs; gives the notes' ids. */
export async function fillFrom(stage: Stage): Promise<readonly string[]> {
  const { me, world } = stage;
  const notes = await storeRead(world, [
    call({ day: daysAgo(9), visibility: 'team' }),
    call({ day: daysAgo(5), text: 'They agreed to a pilot with 20 seats and two otters.' }),
    call({ name: 'Pryia Sharma', day: daysAgo(4), text: 'Asked who feeds the walrus.' }),
    call({ ...amit, day: daysAgo(3), visibility: 'team' }),
  ]);
  await contest(stage);
  await mend(stage);
  await offer(stage);
  await snooze(stage);
  await asksLater(stage, '/ask Who is nervous about the migration timeline?', /nervous about the migration/);
  await me.say('Called Priya Sharma, she counted seats again.');
  await me.sees('Save this on Priya Sharma');
  return notes.slice(0, 3).map(({ id }) => id);
}

import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { call, store } from '../support/filled.ts';
import type { Someone } from '../support/person.ts';
import type { World } from '../support/world.ts';

type Doors = Readonly<Record<string, () => Promise<Outcome>>>;

/** Opens what can be said of somebody, from their timeline. */
export async function openMend(me: Someone, name: string): Promise<Outcome> {
  await me.type(`/timeline ${name}`);
  await me.seesModal('Search by words');
  const outcome = await me.pressInModal('mend_open');
  await me.seesModal('What is not right?');
  return outcome;
}

/** The value of somebody in the list of whom the person may be the same as. */
export async function otherNamed(me: Someone, label: string): Promise<string> {
  const { options } = await me.suggestions('mend_other', label.split(' · ')[0] ?? '');
  const found = options.find((one) => one.text.text === label);
  if (!found) throw new Error(`no ${label} among ${options.map((one) => one.text.text).join(', ')}`);
  return found.value;
}

/** Each way to mend a person, for the register's test; the notes on Odette Typo are these doors' own. */
export function mendDoors(given: () => { me: Someone; world: World }): Doors {
  let count = 0;

  async function opened(): Promise<{ me: Someone; name: string; outcome: Outcome }> {
    const { me, world } = given();
    count += 1;
    const name = `Odette ${'abcdefghij'.charAt(count)}ypo`;
    await store(world, [call({ name, company: 'Spellbound', text: 'She spells her name otherwise.' })]);
    return { me, name, outcome: await openMend(me, name) };
  }

  async function previewed(): Promise<{ me: Someone; outcome: Outcome }> {
    const { me, name } = await opened();
    await me.pressInModal('mend_as_rename');
    await me.seesModal('The right name');
    const outcome = await me.submit({ mend_name: `${name} Wright` });
    await me.seesModal('Nothing is deleted.');
    return { me, outcome };
  }

  async function saved(): Promise<{ me: Someone; outcome: Outcome }> {
    const { me } = await previewed();
    const outcome = await me.submit({});
    await me.seesModal('Saved.');
    return { me, outcome };
  }

  return {
    'action mend_open': async () => (await opened()).outcome,
    'action /^mend_as_/': async () => {
      const { me } = await opened();
      const outcome = await me.pressInModal('mend_as_move');
      await me.seesModal('Their company now');
      return outcome;
    },
    'options mend_other': async () => {
      const { me } = await opened();
      await me.pressInModal('mend_as_merge');
      await me.seesModal('The same person as');
      return me.suggestions('mend_other', 'odette');
    },
    'submit mend_form': async () => (await previewed()).outcome,
    'submit mend_preview': async () => (await saved()).outcome,
    'action mend_undo': async () => {
      const { me } = await saved();
      const outcome = await me.pressInModal('mend_undo');
      await me.seesModal('Undone.');
      return outcome;
    },
  };
}

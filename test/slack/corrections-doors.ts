import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { call, daysAgo, store } from '../support/filled.ts';
import type { Someone } from '../support/person.ts';
import type { World } from '../support/world.ts';

type Doors = Readonly<Record<string, () => Promise<Outcome>>>;

/** Each way to argue with a brief, for the register's test; the notes on Nora Quist are these doors' own. */
export function correctionDoors(given: () => { me: Someone; world: World; later: () => void }): Doors {
  let isStored = false;

  /** One of her brief's modals, afresh. */
  async function opened(action: 'brief_why' | 'brief_more'): Promise<Someone> {
    const { me, world, later } = given();
    const nora = { name: 'Nora Quist', company: 'Tarn' };
    if (!isStored) {
      isStored = true;
      await store(world, [
        call({
          ...nora,
          day: daysAgo(9),
          text: 'The budget is frozen at Tarn. She is nervous about the cutover.',
        }),
        call({ ...nora, day: daysAgo(4), text: 'The CFO approved the budget this morning.' }),
        call({ ...nora, day: daysAgo(3), text: 'I will send her the rollout plan by Friday.' }),
      ]);
    }
    const cards = () => me.texts().filter((text) => text.includes('3 notes')).length;
    const before = cards();
    later();
    await me.type('/brief Nora');
    await world.slack.waitFor(() => cards() > before || undefined, 8_000);
    await me.press(action);
    await me.seesModal(action === 'brief_why' ? 'What would raise it' : 'What is known');
    return me;
  }

  const press = (from: 'brief_why' | 'brief_more', action: string, words: string) => async () => {
    const me = await opened(from);
    const outcome = await me.pressInModal(action);
    await me.seesModal(words);
    return outcome;
  };

  /** And takes it back, so that the next door finds the same. */
  const pressAndUndo = (from: 'brief_why' | 'brief_more', action: string, words: string) => async () => {
    const outcome = await press(from, action, words)();
    const { me } = given();
    await me.pressInModal('ruling_undo');
    await me.seesModal('Taken back.');
    return outcome;
  };

  return {
    'action ruling_note': press('brief_why', 'ruling_note', 'Back'),
    'action ruling_contest': press('brief_why', 'ruling_contest', 'What is so now?'),
    'action ruling_back': async () => {
      await press('brief_why', 'ruling_contest', 'What is so now?')();
      const { me } = given();
      const outcome = await me.pressInModal('ruling_back');
      await me.seesModal('What would raise it');
      return outcome;
    },
    'submit ruling_form': async () => {
      await press('brief_why', 'ruling_contest', 'What is so now?')();
      const { me } = given();
      const outcome = await me.submit({ ruling_reason: 'She said so by phone.' });
      await me.seesModal('Corrected');
      await me.pressInModal('ruling_undo');
      await me.seesModal('Taken back.');
      return outcome;
    },
    'action ruling_item': async () => {
      const me = await opened('brief_more');
      const [, value = ''] = /"value":"(r:[0-9a-f]+)"/.exec(JSON.stringify(me.modal()?.view)) ?? [];
      const outcome = await me.choose('ruling_item', value);
      await me.seesModal('nervous about the cutover');
      return outcome;
    },
    'action ruling_done': pressAndUndo('brief_more', 'ruling_done', 'Done: '),
    'action ruling_newer': pressAndUndo('brief_more', 'ruling_newer', 'Settled: newer is right'),
    'action ruling_both': pressAndUndo('brief_more', 'ruling_both', 'Settled: both hold'),
    'action ruling_neither': pressAndUndo('brief_more', 'ruling_neither', 'Settled: neither holds'),
    'action ruling_undo': async () => {
      await press('brief_more', 'ruling_done', 'Done: ')();
      const { me } = given();
      const outcome = await me.pressInModal('ruling_undo');
      await me.seesModal('Taken back.');
      return outcome;
    },
  };
}

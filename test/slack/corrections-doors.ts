import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { call, daysAgo, storeRead } from '../support/filled.ts';
import { logNewPerson, type Someone } from '../support/person.ts';
import type { World } from '../support/world.ts';
import { chooseIn } from './corrections-stage.ts';

type Doors = Readonly<Record<string, () => Promise<Outcome>>>;

type Modal = 'brief_why' | 'brief_more' | 'brief_notes';
const seenIn = { brief_why: '= ', brief_more: 'What is known', brief_notes: ' · by ' } as const;

/** Each way to argue with a brief, for the register's test; the notes on Nora Quist are these doors' own. */
export function correctionDoors(given: () => { me: Someone; world: World; later: () => void }): Doors {
  let isStored = false;

  /** Her brief, afresh. */
  async function card(): Promise<Someone> {
    const { me, world, later } = given();
    const nora = { name: 'Nora Quist', company: 'Tarn' };
    if (!isStored) {
      isStored = true;
      await storeRead(world, [
        call({
          ...nora,
          day: daysAgo(9),
          text: 'The budget is frozen at Tarn. She is nervous about the cutover.',
        }),
        call({ ...nora, day: daysAgo(4), text: 'The CFO approved the budget this morning.' }),
        call({
          ...nora,
          day: daysAgo(3),
          text: 'I will send her the rollout plan by Friday. The COO sat in.',
        }),
      ]);
    }
    const cards = () => me.texts().filter((text) => text.includes('3 notes')).length;
    const before = cards();
    later();
    await me.type('/brief Nora');
    await world.slack.waitFor(() => cards() > before || undefined);
    return me;
  }

  async function opened(modal: Modal): Promise<Someone> {
    const me = await card();
    await me.press(modal);
    await me.seesModal(seenIn[modal]);
    return me;
  }

  async function seen(outcome: Promise<Outcome>, words: string): Promise<Outcome> {
    const done = await outcome;
    await given().me.seesModal(words);
    return done;
  }

  /** Takes back what was said, so that the next door finds the same. */
  async function takenBack(outcome: Outcome): Promise<Outcome> {
    const { me } = given();
    await me.pressInModal('ruling_undo');
    await me.seesModal('Taken back.');
    return outcome;
  }

  const press = (from: Modal, action: string, words: string) => async () => {
    const me = await opened(from);
    return seen(me.pressInModal(action), words);
  };

  const pressAndUndo = (from: Modal, action: string, words: string) => async () =>
    takenBack(await press(from, action, words)());

  async function openNote(): Promise<Outcome> {
    const me = await opened('brief_why');
    return seen(chooseIn(me, 'cutover', 'Open the note'), 'Back');
  }

  /** The form for what the newest note says beside what was read. */
  async function missing(): Promise<Outcome> {
    const me = await opened('brief_notes');
    const [, newest] = /"ruling_missing"[^}]*"value":"(note-[^"]+)"/.exec(JSON.stringify(me.modal())) ?? [];
    return seen(me.pressInModal('ruling_missing', newest), 'Copied from the note');
  }

  /** A note whose words say more than the outcome that was chosen. */
  async function askedWhetherWon(name: string): Promise<Someone> {
    const { me } = given();
    await logNewPerson(me, { name, company: `${name} Ltd`, text: 'They signed the contract this morning.' });
    await me.sees('mark as won?');
    return me;
  }

  return {
    'action ruling_item': openNote,
    'action ruling_back': async () => {
      await openNote();
      return seen(given().me.pressInModal('ruling_back'), '= ');
    },
    'submit ruling_form': async () => {
      const me = await opened('brief_why');
      await seen(chooseIn(me, 'cutover', 'No longer true'), 'Everyone who can read that note');
      return takenBack(await seen(me.submit({ ruling_reason: 'She said so by phone.' }), 'Corrected'));
    },
    'action ruling_done': pressAndUndo('brief_more', 'ruling_done', 'Done: '),
    'action ruling_newer': pressAndUndo('brief_more', 'ruling_newer', 'Settled: newer is right'),
    'action ruling_both': pressAndUndo('brief_more', 'ruling_both', 'Settled: both hold'),
    'action ruling_neither': pressAndUndo('brief_more', 'ruling_neither', 'Settled: neither holds'),
    'action ruling_count': pressAndUndo('brief_notes', 'ruling_count', 'CFO engaged: added'),
    'action ruling_missing': missing,
    'submit ruling_missing_form': async () => {
      await missing();
      const filled = { ruling_words: 'the rollout plan', ruling_kind: 'objection', ruling_who: 'them' };
      return takenBack(await seen(given().me.submit(filled), 'the rollout plan: added'));
    },
    'action ruling_undo': async () => {
      await press('brief_more', 'ruling_done', 'Done: ')();
      return seen(given().me.pressInModal('ruling_undo'), 'Taken back.');
    },
    'action brief_done': async () => {
      const { me, world } = given();
      const sven = { name: 'Sven Ek', company: 'Byn' };
      await storeRead(world, [
        call({ ...sven, day: daysAgo(4), text: 'We spoke of the plan.' }),
        call({ ...sven, day: daysAgo(2), text: 'I will send him the seat count.' }),
      ]);
      await me.type('/brief Sven');
      const { ts, blocks } = await me.sees('Promised');
      const holder = blocks?.find((one) => one.block_id?.startsWith('card_promises:'));
      const [, value] = /"value":"([^"]+)"/.exec(JSON.stringify(holder)) ?? [];
      const done = { actionId: 'brief_done', blockId: holder?.block_id, value };
      const outcome = await world.hand.choose(me.user, { channel: me.dm, ts }, done);
      const now = () => me.messages().find((one) => one.ts === ts);
      await world.slack.waitFor(() => !JSON.stringify(now()).includes('brief_done') || undefined);
      return outcome;
    },
    'action outcome_yes': async () => {
      const me = await askedWhetherWon('Rolf Berg');
      const outcome = await me.press('outcome_yes');
      await me.sees('Changed on Rolf Berg');
      return outcome;
    },
    'action outcome_no': async () => {
      const me = await askedWhetherWon('Rolf Stein');
      const outcome = await me.press('outcome_no');
      const asks = () => me.texts().filter((text) => text.includes('mark as won?')).length;
      await given().world.slack.waitFor(() => asks() === 0 || undefined);
      return outcome;
    },
  };
}

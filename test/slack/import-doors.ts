import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import type { Someone } from '../support/person.ts';
import type { World } from '../support/world.ts';

type Doors = Readonly<Record<string, () => Promise<Outcome>>>;

/** Each button and form of an import, for the register's test; the people in the files are these doors' own. */
export function importDoors(given: () => { me: Someone; world: World }): Doors {
  let count = 0;

  /** Each file has words of its own, so that none is known already. */
  async function dropped(rows: (words: string) => readonly string[], waitsFor: string): Promise<string> {
    const { me, world } = given();
    count += 1;
    const name = `sheet-${count}.csv`;
    const text = ['Date,Contact,Company,Notes', ...rows(`words of sheet ${count}`)].join('\n');
    await world.hand.sayInChannel(me.user, me.dm, {
      text: '',
      files: [{ name, content: Buffer.from(text) }],
    });
    await me.sees(`${name}: ${waitsFor}`);
    return name;
  }

  const oneRow = (words: string) => [`2026-01-05,Yrsa Holt,Dunmarrow,${words}`];
  const twoPeople = (words: string) => [...oneRow(words), `2026-01-06,,Dunmarrow,more ${words}`];

  return {
    'action import_no': async () => {
      const { me } = given();
      const name = await dropped(oneRow, '1 new');
      const outcome = await me.press('import_no');
      await me.sees(`Nothing of ${name} was stored.`);
      return outcome;
    },
    'action import_yes': async () => {
      const { me } = given();
      const name = await dropped(oneRow, '1 new');
      const outcome = await me.press('import_yes');
      await me.sees(`1 note from ${name} is stored.`);
      return outcome;
    },
    'action import_undo': async () => {
      const { me } = given();
      const name = await dropped(oneRow, '1 new');
      await me.press('import_yes');
      await me.sees(`1 note from ${name} is stored.`);
      const outcome = await me.press('import_undo');
      await me.sees(`The import of ${name} is undone: 1 note deleted.`);
      return outcome;
    },
    'action import_change': async () => {
      const { me } = given();
      await dropped(oneRow, '1 new');
      const outcome = await me.press('import_change');
      await me.seesModal('How dates are written');
      return outcome;
    },
    'submit import_form': async () => {
      const { me } = given();
      const name = await dropped(oneRow, '1 new');
      await me.press('import_change');
      await me.seesModal('How dates are written');
      const outcome = await me.submit({ import_share: ['on'] });
      await me.sees('Shared with the team.');
      await me.sees(name);
      return outcome;
    },
    'action import_people': async () => {
      const { me } = given();
      await dropped(
        (words) => [...oneRow(words), `2026-01-07,Sten Holt,Dunmarrow,${words} and Sten`],
        '2 new',
      );
      await me.press('import_yes');
      await me.sees('2 notes from');
      await dropped(twoPeople, '1 new, 1 needs a choice of person');
      const outcome = await me.press('import_people');
      await me.seesModal('Leave these rows out');
      return outcome;
    },
    'submit import_people_form': async () => {
      const { me } = given();
      await dropped(
        (words) => [...oneRow(words), `2026-01-07,Sten Holt,Dunmarrow,${words} and Sten`],
        '2 new',
      );
      await me.press('import_yes');
      await me.sees('2 notes from');
      const name = await dropped(twoPeople, '1 new, 1 needs a choice of person');
      await me.press('import_people');
      await me.seesModal('Leave these rows out');
      const [field] = JSON.stringify(me.modal()?.view).match(/import_who_[0-9a-f]+/) ?? [];
      const outcome = await me.submit({ [field ?? '']: 'leave out' });
      await me.sees(`${name}: 1 new, 1 not readable.`);
      return outcome;
    },
  };
}

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { logNewPerson, optionFor, personIn, type Someone, textOf } from '../support/person.ts';
import { ava, ben, createWorld, sales, type World, type WorldOptions } from '../support/world.ts';

const worry = 'worried about the data migration and who pays for it';

async function threePriyas(me: Someone) {
  await logNewPerson(me, {
    name: 'Priya Sharma',
    company: 'Rentfield',
    text: `Moths in depot seven. She is ${worry}.`,
  });
  await logNewPerson(me, {
    name: 'Priya Raman',
    company: 'Northhaul',
    text: `Lorries in Gdansk. She is ${worry}.`,
  });
  await logNewPerson(me, {
    name: 'Priya Nathan',
    company: 'Tallygate',
    text: `Ledgers in Lisbon. She is ${worry}.`,
  });
}

/** What a rep lives through with the whole bot; runs over both transports, and over a real Hindsight. */
export function journeys(name: string, options: () => WorldOptions): void {
  describe(name, () => {
    let world: World;
    let me: Someone;
    beforeEach(async () => {
      world = await createWorld(options());
      me = personIn(world, ava);
    });
    afterEach(() => world.close());

    test('a rep logs two calls, is briefed, edits a note and undoes it', async () => {
      await logNewPerson(me, {
        name: 'Priya Sharma',
        company: 'Rentfield',
        text: 'She is nervous about the migration timeline. I promised to send the migration plan.',
      });
      await me.type(
        '/log Priya: They agreed to a pilot with 20 seats in March. Her VP of Sales joined the call.',
      );
      const form = await me.seesModal('Priya Sharma · Rentfield');
      const [who] = (await me.suggestions('log_who', 'pri')).options;
      expect(textOf(form.view)).toContain('They agreed to a pilot');
      await me.submit({
        log_who: who?.value ?? '',
        log_text_0: 'They agreed to a pilot with 20 seats in March.',
      });
      const receipt = await me.sees('They agreed to a pilot');
      expect(textOf(receipt)).toContain('Saved on Priya Sharma · Rentfield');

      await expect.poll(() => me.texts().at(-1)).toContain('Score');
      await me.type('/brief priya', sales);
      const card = await me.sees('Do next', sales);
      expect(textOf(card)).toContain('Priya Sharma · Rentfield');
      expect(textOf(card)).toContain('nervous about the migration timeline');

      await me.press('brief_why', sales);
      await me.seesModal('= ');
      const points = [...me.modalText().matchAll(/^\*([+-]?\d+)\*/gm)].map(([, sum]) => Number(sum));
      const [, total] = /\*= (\d+)/.exec(me.modalText()) ?? [];
      expect(points.length).toBeGreaterThan(2);
      expect(points.reduce((sum, one) => sum + one, 0)).toBe(Number(total));

      await me.press('log_edit');
      await me.seesModal('How it went');
      await me.submit({
        log_who: await optionFor(me, 'Priya Sharma · Rentfield', 'pri'),
        log_text_0: 'No pilot after all, she says.',
      });
      await me.sees('Changed on Priya Sharma · Rentfield');
      await me.press('log_undo');
      await me.sees('Undone.');

      await me.type('/brief Priya');
      const thin = await me.sees('One note so far');
      expect(textOf(thin)).not.toContain('pilot');
    });

    test('three people of one name are offered, and the brief of one has no word of the others', async () => {
      await threePriyas(me);
      await me.type('/brief Priya', sales);
      const choice = await me.sees('Three people match Priya', sales);
      for (const company of ['Rentfield', 'Northhaul', 'Tallygate'])
        expect(textOf(choice)).toContain(company);
      const raman = choice.blocks?.find((block) => JSON.stringify(block).includes('Northhaul'));
      const [, value] = /"value":"((?:[^"\\]|\\.)*)"/.exec(JSON.stringify(raman)) ?? [];
      const [, actionId] = /"action_id":"(brief_choice_\d)"/.exec(JSON.stringify(raman)) ?? [];
      await world.hand.pressButton(
        ava,
        { channel: sales, ts: choice.ts },
        { actionId: actionId ?? '', value: JSON.parse(`"${value}"`) },
      );
      await me.sees('Last call', sales);
      await me.press('brief_notes', sales);
      await me.seesModal('Lorries in Gdansk');
      const seen = textOf(me.messages(sales).at(-1)) + me.modalText();
      expect(seen).not.toMatch(/Moths|Lisbon|Rentfield|Tallygate/);
    });

    test('a company is found by its name, and two people there share one deal with her words first', async () => {
      await logNewPerson(me, {
        name: 'Priya Sharma',
        company: 'Rentfield',
        text: 'She likes the pilot plan for spring.',
      });
      await logNewPerson(me, {
        name: 'Amit Rao',
        company: 'Rentfield',
        text: 'He asks who migrates the old data.',
      });
      await me.type('/brief rentfield', sales);
      const company = await me.sees('Last call', sales);
      expect(textOf(company)).toContain('2 notes');
      await me.type('/brief Priya Sharma');
      await me.sees('Last call');
      await me.press('brief_notes');
      await me.seesModal('[1]');
      expect(me.modalText()).toMatch(/\[1\][^[]*Priya Sharma/);
    });

    test('a private note never reaches a colleague, nor does a person whom only that note names', async () => {
      await logNewPerson(me, {
        name: 'Wilhelmina Quirke',
        company: 'Rentfield',
        text: 'Hidden worry about the merger.',
      });
      const colleague = personIn(world, ben);
      for (const line of ['/brief Wilhelmina', '/brief Rentfield', '/brief']) {
        await colleague.type(line);
      }
      await colleague.sees('Nothing on Rentfield yet');
      await colleague.type('/log');
      await colleague.seesModal('What happened');
      const { options } = await colleague.suggestions('log_who', 'wil');
      expect(options.map((one) => one.text.text)).toEqual(['New person: ‘wil’']);
      expect(colleague.all()).not.toMatch(/merger|Quirke/);
    });
  });
}

import { expect, test } from 'vitest';
import { refOf } from '../../src/brief/signals/reading.ts';
import type { Correction } from '../../src/brief/signals/signal.ts';
import { linesOf, type WeekLine } from '../../src/digest/week.ts';
import type { WordWeek } from '../../src/digest/wording.ts';
import { signal } from '../brief/support.ts';
import { monday, noteOn, readerOver, today } from './support.ts';

const day = '2026-11-18';
const fifty = Array.from({ length: 50 }, (_, index) => `Firm${index}`);
const notes = fifty.flatMap((firm) => [noteOn(firm, '2026-11-12'), noteOn(firm, day)]);
const signals = fifty.map((firm) => pilotOf(firm));

function pilotOf(firm: string) {
  const noteId = `note-${firm.toLowerCase()}-${day}`;
  const raisedBy = { noteId, day, quote: 'nervous about the migration', dueOn: null };
  return signal('pilot_agreed', day, { text: 'Pilot', raisedBy });
}

/** Words on each line it is shown, on that deal's newest note. */
function wording() {
  const asked: (readonly WeekLine[])[] = [];
  const word: WordWeek = async ({ lines, cases }) => {
    asked.push(lines);
    const told = cases.map(({ deal, read }) => {
      const noteId = read.notes[0]?.id ?? '';
      const claim = { noteId, day, quote: 'nervous about the migration' };
      return [
        deal.key,
        {
          reason: { ...claim, text: `${deal.company} wants to begin.` },
          next: { ...claim, text: 'Send it.' },
        },
      ] as const;
    });
    return {
      lines: new Map(told),
      comparisons: [],
      summary: { kind: 'all', reason: null, withoutWords: [], calls: 1 },
    };
  };
  return { asked, word };
}

test('everybody is put before the model at once, the most urgent first, and each line has its words', async () => {
  const { asked, word } = wording();
  const late = noteOn('Late', '2026-11-01');
  const week = await readerOver({ notes: [...notes, late], signals, word }).weekOf();
  expect(asked).toHaveLength(1);
  expect(asked[0]).toHaveLength(51);
  expect(asked[0]?.[0]).toMatchObject({ deal: { company: 'Late' }, bucket: 'now' });
  expect(week.wording).toEqual({ kind: 'all', reason: null, withoutWords: [], calls: 1 });
  for (const line of linesOf(week)) {
    expect(line.reason.text).toMatch(new RegExp(`(^|\\. )${line.deal.company} wants to begin\\.$`));
    expect(line.reason.by).toBe('model');
    expect(line.next).toMatchObject({ text: 'Send it.', by: 'model' });
  }
});

test('without the model the same digest comes from what was read', async () => {
  const plain = await readerOver({ notes, signals }).weekOf();
  const told = await readerOver({ notes, signals, word: wording().word }).weekOf();
  expect(plain.coverage).toEqual(told.coverage);
  expect(plain.wording.calls).toBe(0);
  const facts = (lines: readonly WeekLine[]) => lines.map(({ reason, next, ...line }) => line);
  expect(facts(linesOf(plain))).toEqual(facts(linesOf(told)));
  expect(linesOf(plain).every(({ reason, next }) => reason.by === 'facts' && next.by === 'facts')).toBe(true);
});

test('a deal that is not read yet is not put before the model', async () => {
  const { asked, word } = wording();
  const over = readerOver({ notes, signals, unread: [`note-firm7-${day}`], word });
  expect((await over.weekOf()).unread).toHaveLength(1);
  expect(asked[0]).toHaveLength(49);
});

test('no words of the model rest on what somebody has put right', async () => {
  const { word } = wording();
  const pilot = pilotOf('Firm0');
  const over = readerOver({ notes: notes.slice(0, 4), signals, word });
  const said: Omit<Correction, 'id'> = {
    ...{ deal: 'deal-firm0', signal: refOf(pilot), says: 'not_true', reason: '', by: 'U1', day: today },
    at: monday.toISOString(),
  };
  await over.corrections.say(said);
  const by = linesOf(await over.weekOf()).map(({ deal, reason, next }) => [deal.company, reason.by, next.by]);
  expect(by.toSorted()).toEqual([
    ['Firm0', 'facts', 'facts'],
    ['Firm1', 'model', 'model'],
  ]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { peopleOf } from '../../src/memory/identity/people.ts';
import type { Note } from '../../src/memory/note.ts';
import { message } from '../../src/slack/kit/blocks.ts';
import { cardMessage, nothingYetMessage } from '../../src/slack/kit/brief-card.ts';
import { personToken } from '../../src/slack/kit/find-person.ts';
import { limits } from '../../src/slack/kit/text.ts';
import { planOf } from '../../src/slack/people/verb.ts';
import {
  changeText,
  decodePlan,
  doneBlocks,
  formView,
  previewView,
  startView,
  undoneBlocks,
} from '../../src/slack/people/views.ts';
import { note } from '../brief/support.ts';
import { anyBrief, anyNote, anyText } from '../support/arbitrary.ts';
import { expectLegalMessage, expectLegalView } from '../support/legal.ts';

const anyType = fc.constantFrom('rename' as const, 'merge' as const, 'move' as const);
const anyCalls = fc.array(anyNote.map(named), { minLength: 1, maxLength: 6 });

/** Names as long as the form lets them be. */
function named(note: Note): Note {
  const short = (text: string) => text.slice(0, limits.name);
  const prospects = note.prospects.map(({ key, name, company }) => ({
    ...{ key, name: short(name) },
    company: company === null ? null : short(company),
  }));
  return { ...note, prospects };
}

test('whatever the notes hold and whoever is meant, each view is legal and Save finds its plan again', () => {
  fc.assert(
    fc.property(anyCalls, anyType, anyText, (notes, type, typed) => {
      const people = peopleOf(notes);
      const [one, other] = people;
      if (!one) throw new Error('a note is on somebody');
      const subject = { person: one.prospect, deal: one.deal.key };
      expectLegalView(formView({ ...subject, type }));
      const answer = type === 'merge' && other ? personToken(other) : typed;
      const planned = planOf({ ...subject, type }, answer, people);
      if ('error' in planned) {
        expect(planned.error).toMatch(/\.$/);
        return;
      }
      const { plan } = planned;
      const preview = previewView(plan, changeText(plan, notes));
      expectLegalView(preview);
      expect(decodePlan(preview)).toEqual(plan);
      const alias = { ...plan, id: 'alias-1', by: 'U0AVA00001', at: '2026-11-23T08:00:00.000Z' };
      const said = Array.from({ length: 30 }, () => alias);
      const standing = { noteCount: notes.length, said, asker: 'U0BEN00002', today: '2026-11-23' };
      expectLegalView(startView(subject, standing));
      expectLegalMessage(message('Saved.', doneBlocks(alias, plan.deal, changeText(plan, notes))));
      expectLegalMessage(message('Undone.', undoneBlocks(alias)));
    }),
    { numRuns: 150 },
  );
});

test('where somebody was known before is said on a card and without one, whatever they are called', () => {
  fc.assert(
    fc.property(anyBrief, anyCalls, (brief, notes) => {
      const [now, ...places] = peopleOf(notes);
      if (!now || places.length === 0) return;
      for (const noteCount of [0, 3]) {
        const past = { now: { ...now, noteCount }, places };
        expectLegalMessage(cardMessage(brief, { offersKeep: true, past }));
        expectLegalMessage(nothingYetMessage(past));
      }
    }),
    { numRuns: 60 },
  );
});

test('of two who are one the chosen one stays, but for one whose company nobody knows', () => {
  const called = (name: string, company: string | null) => {
    const who = { key: `${name} at ${company}`, name, company };
    const deal = { key: `deal of ${who.key}`, company, label: null };
    return peopleOf([note({ id: `note-${who.key}`, prospects: [who], deal })]);
  };
  const people = [
    ...called('Priya', null),
    ...called('Priya Sharma', 'Rentfield'),
    ...called('P S', 'Kelso'),
  ];
  const [bare, priya, other] = people;
  if (!bare || !priya || !other) throw new Error('three people');
  const stays = (one: typeof bare, chosen: typeof bare) => {
    const planned = planOf(
      { type: 'merge', person: one.prospect, deal: one.deal.key },
      personToken(chosen),
      people,
    );
    return 'plan' in planned ? [planned.plan.from.name, planned.plan.to.name] : planned.error;
  };
  expect(stays(priya, other)).toEqual(['Priya Sharma', 'P S']);
  expect(stays(bare, priya)).toEqual(['Priya', 'Priya Sharma']);
  expect(stays(priya, bare)).toEqual(['Priya', 'Priya Sharma']);
});

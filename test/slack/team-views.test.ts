import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leaversForm, movedMessage, moveView, takenOverMessage } from '../../src/slack/team/leavers.ts';
import { chooseForm } from '../../src/slack/team/verb.ts';
import { anyNote } from '../support/arbitrary.ts';
import { expectLegalMessage, expectLegalView } from '../support/legal.ts';

const users = ['U0AVA00001', 'U0BEN00002'] as const;

test('whoever left whatever deals, the forms and messages are ones that Slack takes', () => {
  const deals = fc.array(
    anyNote.map((note) => ({
      deal: note.deal,
      prospect: note.prospects[0] ?? expect.fail('a note is on somebody'),
      headers: [note],
    })),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(deals, fc.string({ maxLength: 200 }), (all, name) => {
      const left = { leaver: users[0], deals: all, mark: 'x' };
      expectLegalView(moveView(left, users[1], name || null));
      expectLegalMessage(takenOverMessage(left, users[1]));
      expectLegalMessage(movedMessage(left, users[1]));
      expectLegalView(leaversForm([{ user: users[0], name, deals: all.length }]));
      const groups = Array.from({ length: all.length * 2 }, (_, index) => ({
        id: `S0${index}`,
        handle: name,
      }));
      expectLegalView(chooseForm({ now: { markup: 'x' }, chosen: null, userGroups: groups }));
    }),
    { numRuns: 50 },
  );
});

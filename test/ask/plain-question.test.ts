import { expect, test } from 'vitest';
import { holdsKind, kindAsked } from '../../src/ask/asked-kind.ts';
import { readHouseQuestion } from '../../src/ask/house/house-question.ts';
import { readListQuestion } from '../../src/ask/list/list-question.ts';
import { plainQuestion } from '../../src/ask/plain-question.ts';

test.each([
  ['whens the pilot call w rentfield', 'when is the pilot call with rentfield'],
  ['what is sarah worried abt', 'what is sarah worried about'],
  ['wich deals are waiting on us', 'which deals are waiting on us'],
  ['wich discount does kiran want', 'which discount does kiran want'],
  ['mtgs next wk?', 'meetings next week?'],
  ['whos calling tmrw pls', 'who is calling tomorrow'],
  ['name of their cfo, thanks!', 'name of their cfo!'],
  ['What’s open with Maya?', 'What is open with Maya?'],
])('“%s” is read as “%s”', (typed, meant) => {
  expect(plainQuestion(typed)).toBe(meant);
});

test.each(['Who met Wes Watts at Wkland?', 'What did Whos Who Ltd say?', 'Is W. Abt on the call?'])(
  '“%s” has names in it, which stay',
  (typed) => {
    expect(plainQuestion(typed)).toBe(typed);
  },
);

const context = { asOf: '2026-11-23', names: ['tom', 'maya chen', 'portline', 'elena'] };
const list = (question: string) => readListQuestion(question, context);

test.each([
  'which deals are waiting on us',
  'who is still waiting for me',
  'what is waiting on us to deliver',
  'is Portline waiting for something from me',
  'what do I still owe Maya Chen',
])('“%s” is answered with what we promised and what they asked for', (question) => {
  expect(list(question)).toMatchObject({ who: 'us', kinds: new Set(['promise', 'buyer_request']) });
});

test.each([
  ...['who do I owe something this week', 'whom do we owe anything'],
  ...['what have I promised people and not delivered', 'what did we promise Maya Chen that is not sent yet'],
])('“%s” is answered with our promises alone', (question) => {
  expect(list(question)).toMatchObject({ who: 'us', kinds: new Set(['promise']) });
});

test.each(['meetings this week', 'do I have any calls tomorrow?', 'which demos are due next week'])(
  '“%s” is answered with agreed steps of those days',
  (question) => {
    expect(list(question)).toMatchObject({ kinds: new Set(['next_step']), due: {} });
  },
);

test.each([
  'who are we up against there',
  'who do we compete with at Portline',
  'who are we competing against',
  'who do we fight against',
])('“%s” is answered with rivals', (question) => {
  expect(list(question)?.kinds).toEqual(new Set(['competitor']));
});

test.each(['what are Tom’s concerns', 'what is Tom worried about', 'what was Maya Chen nervous about'])(
  '“%s” is answered with what that person said alone',
  (question) => {
    expect(list(question.replace('’s', 's'))).toMatchObject({ isPersonal: true });
  },
);

test.each(['any news from Elena', 'what is the latest on Portline', 'any updates with Maya Chen yet'])(
  '“%s” is answered with how it stands',
  (question) => {
    expect(readHouseQuestion(question, context.names)).toBe('doing');
  },
);

test.each([
  'can i email Elena yet',
  'may we call Tom again now',
  'am I allowed to write to Elena?',
  'should i ping Tom',
])('“%s” is answered with the pause that was agreed', (question) => {
  expect(list(question)).toMatchObject({ kinds: new Set(['agreed_silence']) });
});

test.each([
  'what did I say I’d get over to Tom, and by when?',
  'what did we say we would send Maya Chen',
  'what have i told Tom i will share and when',
])('“%s” is answered with what we promised, kept or not', (question) => {
  expect(list(question)).toMatchObject({ who: 'us', kinds: new Set(['promise']), ended: 'too' });
});

test.each(['last contact with Elena?', 'latest call with Tom', 'when was the last contact to Maya Chen'])(
  '“%s” is answered with the day somebody was reached',
  (question) => {
    expect(readHouseQuestion(question, context.names)).toBe('last');
  },
);

test.each([
  ['am i late with anything', ['promise', 'buyer_request']],
  ['is anything overdue?', ['promise', 'buyer_request']],
  ['do we have anything late', ['promise', 'buyer_request']],
  ['have I got promises overdue', ['promise']],
])('“%s” is answered with what is past its day', (question, kinds) => {
  expect(list(question)).toMatchObject({ kinds: new Set(kinds), due: { to: '2026-11-22' } });
});

test.each(['what is on my plate next week', 'what is on my list tomorrow', 'what is coming up in December'])(
  '“%s” is answered with what falls in those days',
  (question) => {
    const kinds = new Set(['promise', 'buyer_request', 'next_step', 'close_date']);
    expect(list(question)).toMatchObject({ kinds, due: {} });
  },
);

test.each([
  'when do we see her next',
  'when is the next call with Tom',
  'when will I speak to Maya Chen again',
])('“%s” is answered with the next step that was agreed', (question) => {
  const her = { ...context, names: [...context.names, 'her'] };
  expect(readListQuestion(question, her)).toMatchObject({ kinds: new Set(['next_step']) });
});

test.each(['where are we on price with Portline', 'where do we stand on the money'])(
  '“%s” is answered with what it is worth',
  (question) => {
    expect(list(question)?.kinds).toEqual(new Set(['amount']));
  },
);

test.each([
  ['has she sent that already', 'them', []],
  ['did i send it', 'us', []],
  ['who is waiting on an roi sheet from us', 'us', ['roi', 'sheet']],
  ['who still waits for a quote from me', 'us', ['quote']],
])('“%s” is answered with what was promised, and whether it was kept', (question, who, words) => {
  const her = { ...context, names: [...context.names, 'she'] };
  expect(readListQuestion(question, her)).toMatchObject({ kinds: new Set(['promise']), who, words });
});

test.each([
  'what have I promised people and not delivered in time',
  'what did I promise and not send on time',
])('“%s” is answered with promises that are past their day', (question) => {
  expect(list(question)).toMatchObject({ kinds: new Set(['promise']), who: 'us', due: { to: '2026-11-22' } });
});

test.each(['what price did Tom say yes to', 'which price did Maya Chen agree to'])(
  '“%s” is answered with an amount',
  (question) => {
    expect(list(question)?.kinds).toEqual(new Set(['amount']));
  },
);

test.each(['how long has Tom been at Portline', 'how long is Elena with them', 'how long have they been'])(
  '“%s” asks for no call',
  (question) => {
    expect(readHouseQuestion(question, [...context.names, 'them', 'they'])).toBeUndefined();
  },
);

test.each([
  'give me the last word from Portline',
  'latest word from Elena',
  'what is the last word on Portline',
])('“%s” is answered with how it stands', (question) => {
  expect(readHouseQuestion(question, context.names)).toBe('doing');
});

test.each(['Harbour Mutuals cfos name pls', 'Name of their CFO, thanks', 'what is the VP called plz'])(
  '“%s” asks for a name, however kindly',
  (question) => {
    const kind = kindAsked(plainQuestion(question));
    expect(kind).toBe('name');
    expect(kind && holdsKind(kind, 'The CFO reads two pages at most', question)).toBe(false);
  },
);

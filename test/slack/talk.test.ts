import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, daysAgo, hindsightOf, store } from '../support/filled.ts';
import { expectLegalMessage } from '../support/legal.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, ben, createWorld, guest, outsider, sales, type World } from '../support/world.ts';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

const amit = { name: 'Amit Rao', company: 'Rentfield' };
const raman = { name: 'Priya Raman', company: 'Northhaul' };
const nathan = { name: 'Priya Nathan', company: 'Tallygate' };

/** Everything that stands in the DM with a way to save it. */
const offers = () =>
  me.messages().filter(({ blocks }) => JSON.stringify(blocks ?? []).includes('"talk_question"'));
const answers = () => me.messages().filter(({ user, bot_id }) => bot_id !== undefined && user !== ava);
const buttonsOf = (value: unknown) =>
  [...JSON.stringify(value).matchAll(/"type":"button".*?"text":\{"type":"plain_text","text":"(.*?)"/g)].map(
    ([, label]) => label,
  );

async function newNotes(before: readonly { id: string }[]) {
  const { memory } = hindsightOf(world);
  const known = new Set(before.map(({ id }) => id));
  const headers = await memory.list({ rep: ava }, ava);
  return memory.texts(headers.filter(({ id }) => !known.has(id)));
}

test('of a sentence on two deals it is said that one of them gets it, and of one on two Priyas it is not', async () => {
  const again = 'It is kept on one of them: say once more what is of another.';
  await store(world, [call(amit), call(raman), call(nathan)]);
  await me.say('Sent the quote to Amit and the plan to Priya Nathan.');
  expect(textOf(await me.sees('Who is this about?'))).toContain(again);
  await me.say('Priya agreed to the pilot.');
  await expect.poll(() => offers().length).toBe(2);
  expect(textOf(offers().at(-1))).not.toContain(again);
});

test('a sentence that names somebody known is saved with one press, and the receipt stands where the offer stood', async () => {
  const before = await store(world, [call(), call(amit)]);
  await me.say('Called Amit, he wants the contract by Friday & a discount < 5 %.');
  const offer = await me.sees('Save this on Amit Rao · Rentfield?');
  expect(textOf(offer)).toContain('It will be private to you.');
  expect(buttonsOf(offer.blocks)).toEqual(['Save', 'Someone else', 'It’s a question', 'Don’t save']);
  await me.press('talk_save_0');
  const receipt = await me.sees('Saved on Amit Rao · Rentfield');
  expect(receipt.ts).toBe(offer.ts);
  expect(buttonsOf(receipt.blocks)).toEqual(['Undo', 'Edit', 'Brief']);
  expect(answers()).toHaveLength(1);
  const said = me
    .messages()
    .find(({ user }) => user === ava)
    ?.ts.replace('.', '');
  expect(await newNotes(before)).toMatchObject([
    {
      ...{ text: 'Called Amit, he wants the contract by Friday & a discount < 5 %.', source: 'dm' },
      ...{ outcome: 'spoke', visibility: 'private', link: expect.stringContaining(`p${said}`) },
    },
  ]);
  await me.press('log_undo');
  await me.sees('Undone.');
  expect(await newNotes(before)).toEqual([]);
});

test('a long dictation is offered whole and saved to the letter', async () => {
  const before = await store(world, [call(amit)]);
  const text =
    `Amit walked me through it. ${'He said 5 < 7 & went on at length about seats. '.repeat(160)}`.trim();
  expect(text.length).toBeGreaterThan(7_500);
  await me.say(text);
  const offer = await me.sees('Save this on Amit Rao');
  expect(textOf(offer).replace(/\n/g, '')).toContain(text);
  await me.press('talk_save_0');
  await me.sees('Saved on Amit Rao');
  expect((await newNotes(before)).map((note) => note.text)).toEqual([text]);
});

test('what a note can’t hold is said, with both numbers, instead of being cut', async () => {
  await me.say('She spoke on. '.repeat(700));
  await me.sees('That has 9799 characters and a note holds 9000.');
  expect(offers()).toEqual([]);
});

test('a Hindi sentence finds its Hindi name', async () => {
  const before = await store(world, [call({ name: 'प्रिया शर्मा', company: 'रेंटफ़ील्ड' }), call(amit)]);
  await me.say('आज प्रिया से बात हुई। वह शुक्रवार तक प्रस्ताव चाहती हैं।');
  await me.sees('Save this on प्रिया शर्मा · रेंटफ़ील्ड?');
  await me.press('talk_save_0');
  await me.sees('Saved on प्रिया शर्मा');
  const [note] = await newNotes(before);
  expect(note?.text).toBe('आज प्रिया से बात हुई। वह शुक्रवार तक प्रस्ताव चाहती हैं।');
});

test('no broadcast, mention or link in what was said comes to life in the offer or the receipt', async () => {
  await store(world, [call(amit)]);
  await me.say('<!channel> @channel Amit wrote <https://evil.example|here> *now* @ben');
  const offer = await me.sees('Save this on Amit Rao');
  expectLegalMessage({ text: offer.text, blocks: JSON.parse(JSON.stringify(offer.blocks)) });
  await me.press('talk_save_0');
  const receipt = await me.sees('Saved on Amit Rao');
  expectLegalMessage({ text: receipt.text, blocks: JSON.parse(JSON.stringify(receipt.blocks)) });
});

test('two people of one deal are saved on together; of two deals one is chosen', async () => {
  const before = await store(world, [call(), call(amit), call(raman)]);
  await me.say('Priya Sharma and Amit agreed to start in March.');
  await me.sees('Save this on Priya Sharma, Amit Rao · Rentfield?');
  await me.press('talk_save_0');
  await me.sees('Saved on Priya Sharma, Amit Rao');
  const [note] = await newNotes(before);
  expect(note?.prospects.map(({ name }) => name).toSorted()).toEqual(['Amit Rao', 'Priya Sharma']);

  await me.say('Introduced Amit to Priya Raman at the fair.');
  const choice = await me.sees('Who is this about?');
  expect(buttonsOf(choice.blocks)).toEqual(
    expect.arrayContaining(['Amit Rao · Rentfield', 'Priya Raman · Northhaul', 'Someone else']),
  );
});

test('of three Priyas each has a button, and presses on two of them store one note', async () => {
  const before = await store(world, [call(), call(raman), call(nathan), call(amit)]);
  await me.say('Priya wants to see the security form.');
  const choice = await me.sees('Who is this about?');
  expect(buttonsOf(choice.blocks).toSorted()).toEqual(
    ['Priya Nathan · Tallygate', 'Priya Raman · Northhaul', 'Priya Sharma · Rentfield']
      .concat('Someone else', 'It’s a question', 'Don’t save')
      .toSorted(),
  );
  const target = { channel: me.dm, ts: choice.ts };
  await Promise.all([
    world.hand.pressButton(ava, target, { actionId: 'talk_save_0' }),
    world.hand.pressButton(ava, target, { actionId: 'talk_save_1' }),
  ]);
  await me.sees('Saved on Priya');
  expect(await newNotes(before)).toHaveLength(1);
});

test('a company or a name that another narrows down says who is meant', async () => {
  await store(world, [call(), call(raman), call(nathan), call(amit)]);
  await me.say('Priya at Northhaul wants a demo.');
  await me.sees('Save this on Priya Raman · Northhaul?');
  await me.say('Tallygate renewed their budget.');
  await me.sees('Save this on Priya Nathan · Tallygate?');
  await me.say('Priya Sharma rang. Priya wants the plan.');
  await me.sees('Save this on Priya Sharma · Rentfield?');
  await me.say('Priya Raman: she signed the order form.');
  await expect.poll(() => textOf(offers().at(-1))).toContain('she signed the order form.');
  expect(textOf(offers().at(-1))).toContain('Save this on Priya Raman · Northhaul?');
  expect(textOf(offers().at(-1))).not.toContain('Priya Raman:');
});

test('presses on Save, twice on the wire, store one note and leave one receipt', async () => {
  const before = await store(world, [call(amit)]);
  await me.say('Amit signed.');
  const offer = await me.sees('Save this on Amit Rao');
  const press = () =>
    world.hand.pressButton(ava, { channel: me.dm, ts: offer.ts }, { actionId: 'talk_save_0' });
  const [first] = await Promise.all([press(), press()]);
  await me.sees('Saved on Amit Rao');
  await world.hand.deliverAgain(first.deliveryId ?? 0);
  expect(await newNotes(before)).toHaveLength(1);
  expect(answers()).toHaveLength(1);
});

test('an offer works after a restart, and takes its receipt in its place', async () => {
  const before = await store(world, [call(amit)]);
  await me.say('Amit signed.');
  const offer = await me.sees('Save this on Amit Rao');
  await world.restartBot();
  await me.press('talk_save_0');
  expect((await me.sees('Saved on Amit Rao')).ts).toBe(offer.ts);
  expect((await newNotes(before)).map(({ text }) => text)).toEqual(['Amit signed.']);
});

test('with memory down at the press the whole text comes back, and Try again stores it once', async () => {
  const before = await store(world, [call(amit)]);
  const text = `Amit signed. ${'He said so at length. '.repeat(200)}`.trim();
  await me.say(text);
  await me.sees('Save this on Amit Rao');
  world.memory.faults.set({ kind: 'refuse' });
  await me.press('talk_save_0');
  const back = await me.sees('Not saved yet');
  expect(textOf(back).replace(/\n/g, '')).toContain(text);
  world.memory.faults.set(undefined);
  await me.press('log_try_again');
  await me.sees('Saved on Amit Rao');
  expect(await newNotes(before)).toHaveLength(1);
});

test('with memory down nobody is found, and the text still has its way into the form', async () => {
  world.memory.faults.set({ kind: 'refuse' });
  await me.say('Met Zebedee Quill, he runs the depot.');
  await me.sees('Who is this about?');
  await me.press('talk_else');
  await me.seesModal('Met Zebedee Quill, he runs the depot.');
  world.memory.faults.set(undefined);
});

test('who is only guessed is named on the button, and a note that is saved on them takes nobody new along', async () => {
  const before = await store(world, [call(), call(amit)]);
  await me.say('Spoke with Amid and Tom Baker about seats');
  const offer = await me.sees('Who is this about?');
  expect(buttonsOf(offer.blocks)).toContain('Amit Rao · Rentfield');
  await me.press('talk_save_0');
  await me.sees('Saved on Amit Rao · Rentfield');
  const [saved] = await newNotes(before);
  expect(saved?.prospects.map(({ name }) => name)).toEqual(['Amit Rao']);
});

test('somebody nobody knows is guessed in the form, which keeps text and id: two ways to save store once', async () => {
  const before = await store(world, [call(amit)]);
  await me.say('Met Zebedee Quill, he runs the depot. Amit was not there.');
  const offer = await me.sees('Save this on Amit Rao');
  await me.press('talk_else');
  await me.seesModal('Met Zebedee Quill');
  await me.modal();
  await world.hand.closeView(ava, me.modal()?.id ?? '', true);
  await me.press('talk_save_0');
  await me.sees('Saved on Amit Rao');
  expect(await newNotes(before)).toHaveLength(1);

  await me.say('Spoke with Zebedee Quill about the depot.');
  const unknown = await me.sees('Who is this about?');
  expect(buttonsOf(unknown.blocks)).toEqual(['Choose who', 'It’s a question', 'Don’t save']);
  await me.press('talk_else');
  await me.seesModal('New person: ‘Zebedee Quill’');
  await me.submit({ log_company: 'Longhaul' });
  const receipt = await me.sees('Saved on Zebedee Quill · Longhaul');
  expect(receipt.ts).toBe(unknown.ts);
  expect(receipt.ts).not.toBe(offer.ts);
  const notes = await newNotes(before);
  expect(notes.map(({ source }) => source)).toEqual(['dm', 'dm']);
  expect(JSON.parse(JSON.stringify(unknown.blocks)).length).toBeGreaterThan(0);
});

test('with NOTE_VISIBILITY=team the offer says so and the note is shared', async () => {
  await world.close();
  world = await createWorld({ env: { NOTE_VISIBILITY: 'team' } });
  me = personIn(world, ava);
  await store(world, [call(amit)]);
  await me.say('Amit signed.');
  expect(textOf(await me.sees('Save this on Amit Rao'))).toContain('It will be shared with the team.');
  await me.press('talk_save_0');
  await me.sees('Your team can read it.');
});

test('a colleague’s private person is never offered; one shared with the team is', async () => {
  await store(world, [call({ author: ben }), call({ ...amit, author: ben, visibility: 'team' })]);
  await me.say('Priya Sharma told me about Amit.');
  const offer = await me.sees('Save this on Amit Rao · Rentfield?');
  expect(textOf(offer.blocks?.at(0))).not.toContain('Priya');
  await me.say('Priya Sharma is on leave.');
  const unknown = await me.sees('Who is this about?');
  expect(buttonsOf(unknown.blocks)).toEqual(['Choose who', 'It’s a question', 'Don’t save']);
});

test('an event that Slack repeats is heard once', async () => {
  await store(world, [call(amit)]);
  const { deliveryId = 0 } = await me.say('Amit signed.');
  await me.sees('Save this on Amit Rao');
  await world.hand.deliverAgain(deliveryId);
  await world.hand.deliverAgain(deliveryId);
  await me.say('help');
  await me.sees('Tell me what happened on a call, or ask.');
  expect(offers()).toHaveLength(1);
});

test('edits, the bot’s own messages and a mention inside the DM add nothing', async () => {
  await store(world, [call(amit)]);
  await me.say('@salesmemory Amit signed.');
  const offer = await me.sees('Save this on Amit Rao');
  expect(textOf(offer)).not.toContain('U0BOTUSER1');
  const said = me.messages().find(({ user }) => user === ava)?.ts ?? '';
  await world.hand.reword(ava, { channel: me.dm, ts: said }, 'Amit did not sign.');
  await world.hand.sayInChannel('U0BOTUSER1', me.dm, 'Amit signed, says the bot.');
  await me.say('help');
  await me.sees('Tell me what happened on a call, or ask.');
  expect(offers()).toHaveLength(1);
});

test('a file’s words count as text, and a file without any is answered with one sentence', async () => {
  await store(world, [call(amit)]);
  await world.hand.sayInChannel(ava, me.dm, { text: 'Amit sent the order form.', files: ['order.pdf'] });
  await me.sees('Save this on Amit Rao');
  await world.hand.sayInChannel(ava, me.dm, { text: '', files: ['voice.m4a'] });
  await me.sees('files are not read');
  expect(offers()).toHaveLength(1);
});

test.each([
  ['a guest', guest],
  ['somebody of another workspace', outsider],
])('%s gets one polite sentence and no offer', async (_who, user) => {
  const them = personIn(world, user);
  await them.say('Priya signed.');
  await them.sees('SalesMemory is for members of this workspace.');
  expect(them.texts()).toHaveLength(2);
});

test('a question without its mark is answered where a known name makes it one, and what was done is offered', async () => {
  await store(world, [call(amit), call({ name: 'Will May', company: 'Hallmark' })]);
  await me.say('did amit ask for a discount');
  await expect.poll(() => answers().length).toBe(1);
  await me.say('did the demo with Amit');
  await expect.poll(() => offers().length).toBe(1);
  await me.say('Will May at Hallmark wants the plan');
  await expect.poll(() => offers().length).toBe(2);
  expect(textOf(offers().at(-1))).toContain('Save this on Will May · Hallmark?');
  await me.say('prep me for amit');
  await me.sees('Last call');
});

test('"brief Priya" shows the brief, and a note that begins with the word is offered as one', async () => {
  await store(world, [call(), call(amit)]);
  await me.say('brief Amit');
  await me.sees('Amit Rao · Rentfield');
  await me.say('Please brief me on Priya Sharma.');
  await me.sees('Last call');
  await me.say('Brief call with Amit, he signed.');
  await me.sees('Save this on Amit Rao');
  await me.say('brief me on Zebedee');
  await me.sees('Nothing on Zebedee yet');
});

test('a note stays in the thread it was said in', async () => {
  await store(world, [call(amit)]);
  await me.say('help');
  const root = await me.sees('Tell me what happened on a call, or ask.');
  await me.say('Amit signed.', { thread: root.ts });
  expect((await me.sees('Save this on Amit Rao')).thread_ts).toBe(root.ts);
  await me.press('talk_save_0');
  expect((await me.sees('Saved on Amit Rao')).thread_ts).toBe(root.ts);
});

test('the empty mention gets three examples and a wish to log the way to do it, for the asker alone', async () => {
  await me.say('@salesmemory', { where: sales });
  const help = await me.sees('only you see the answer', sales);
  expect(help.ephemeral_to).toBe(ava);
  await me.say('@salesmemory log Priya: she signed', { where: sales });
  expect((await me.sees('write it to me in my messages', sales)).ephemeral_to).toBe(ava);
  expect(personIn(world, ben).texts(sales).join()).not.toContain('only you see');
});

test('a brief asked for by mention is seen by the asker alone, in the same thread, or in the DM when Slack refuses', async () => {
  await store(world, [call(amit)]);
  await me.say('Root', { where: sales });
  const root = await me.sees('Root', sales);
  await me.say('@salesmemory brief Amit', { where: sales, thread: root.ts });
  const card = await me.sees('Last call', sales);
  expect(card).toMatchObject({ ephemeral_to: ava, thread_ts: root.ts });
  expect(me.messages(sales).filter(({ ephemeral_to }) => ephemeral_to)).toHaveLength(1);
  world.slack.faults.failWith('chat.postEphemeral', { times: 1, error: 'user_not_in_channel' });
  await me.say('@salesmemory brief Amit Rao', { where: sales });
  await me.sees('Last call');
});

test('a mention by a guest is refused privately', async () => {
  const them = personIn(world, guest);
  await them.say('@salesmemory brief Priya', { where: sales });
  const refusal = await them.sees('SalesMemory is for members of this workspace.', sales);
  expect(refusal.ephemeral_to).toBe(guest);
});

test('an offer shows the day it will be saved under, and saves it under that', async () => {
  const before = await store(world, [call(amit)]);
  await me.say('Yesterday I had a call with Amit, he signed.');
  const offer = await me.sees('Save this on Amit Rao');
  expect(textOf(offer)).toMatch(/It will stand under \d+ \w+, yesterday\. It will be private to you\./);
  await me.press('talk_save_0');
  await me.sees('Saved on Amit Rao');
  expect(await newNotes(before)).toMatchObject([{ day: daysAgo(1) }]);
  await me.say('Amit rang, he wants the contract tomorrow.');
  await me.sees(', today. It will be private to you.');
});

test('somebody new beside somebody known is saved with them, and others than they keep their day and company in the form', async () => {
  const before = await store(world, [call(amit)]);
  await me.say('Amit and Zoe Quill agreed to the pilot.');
  await me.sees('Save this on Amit Rao, Zoe Quill · Rentfield?');
  await me.press('talk_save_0');
  await me.sees('Saved on Amit Rao, Zoe Quill');
  const [note] = await newNotes(before);
  expect(note?.prospects.map(({ name }) => name)).toEqual(['Amit Rao', 'Zoe Quill']);

  await me.say('Two days ago I met Tom Baker and Ida Lund from Acmetech about seats.');
  await me.sees('Who is this about?');
  await me.press('talk_else');
  const form = await me.seesModal('New person: ‘Tom Baker’');
  const shown = textOf(form.view);
  expect(shown).toContain('Acmetech');
  expect(shown).toContain('New person: ‘Ida Lund’');
  expect(JSON.stringify(form.view)).toContain(`"initial_date":"${daysAgo(2)}"`);
});

test.each(['log :', 'Save this', 'note this please.'])(
  '“%s” holds nothing to save: what can be said is told, and no note without words is offered',
  async (said) => {
    await me.say(said);
    await me.sees('Tell me what happened on a call, or ask.');
    expect(offers()).toEqual([]);
  },
);

test.each(['ok thanks', 'Perfect, thank you!', 'Got it. Cheers :+1:'])(
  '“%s” gets a kind word and no offer',
  async (text) => {
    await store(world, [call(amit)]);
    await me.say(text);
    await me.sees('Gladly.');
    expect(offers()).toEqual([]);
  },
);

test.each([
  [
    'undo',
    'Undo stands below the receipt of your note. A note of before has Delete beside it under /timeline',
  ],
  ['I am on holiday until 11 January', 'Your week pauses with /digest pause until 7 Jan'],
  ['remind me to call Amit on Friday', 'what you promise stands in your week'],
  ['done', 'What is done, and for whom?'],
])('“%s” is told where that is done, and no call is made of it', async (text, way) => {
  await store(world, [call(amit)]);
  await me.say(text);
  await me.sees(way);
  expect(offers()).toEqual([]);
});

test('every offer can be waved away, after a restart too, and nothing is saved', async () => {
  const before = await store(world, [call(), call(amit), call(raman)]);
  for (const text of ['Amit signed.', 'Priya wants seats.', 'Met Zebedee Quill.']) {
    await me.say(text);
    const offer = await me.sees(text);
    await expect.poll(() => offers().length).toBe(1);
    if (text === 'Amit signed.') await world.restartBot();
    await me.press('talk_dismiss');
    await expect.poll(() => offers().length).toBe(0);
    expect(textOf(offer)).toBeTruthy();
  }
  expect(await newNotes(before)).toEqual([]);
});

test('words that say that nobody took a call are offered, and saved, as just that', async () => {
  const before = await store(world, [call(amit)]);
  await me.say('Amit Rao: no answer, left a voicemail.');
  await me.sees(', today, as a call that nobody took. It will be private to you.');
  await me.press('talk_save_0');
  await me.sees('Saved on Amit Rao');
  expect(await newNotes(before)).toMatchObject([
    { outcome: 'no_answer', text: 'no answer, left a voicemail.' },
  ]);
});

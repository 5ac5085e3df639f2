import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Note } from '../../src/memory/note.ts';
import { call, daysAgo, hindsightOf, store, storeRead } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import {
  ava,
  ben,
  createWorld,
  deals,
  forecast,
  joint,
  outsider,
  sales,
  type World,
} from '../support/world.ts';

const general = 'C0GENERAL1';
const botUser = 'U0BOTUSER1';

let world: World;
let me: Someone;
beforeEach(async () => {
  world = await createWorld();
  me = personIn(world, ava);
});
afterEach(() => world.close());

const team = { visibility: 'team' } as const;
const worry = 'She is nervous about the migration timeline.';
const pilot = 'They agreed to a pilot with 20 seats in March.';

function rentfield(): readonly Note[] {
  return [
    call({ ...team, day: daysAgo(9), text: worry }),
    call({ ...team, day: daysAgo(4), author: ben, text: pilot }),
  ];
}

/** What everybody in the channel sees of the bot. */
const posted = (channel = deals) =>
  me.messages(channel).filter((one) => one.user === botUser && one.ephemeral_to === undefined);

/** As far as the picker, from a card in the DM. */
async function pressShare(where = me.dm) {
  await me.type('/brief Rentfield', where);
  await me.sees('Last call', where);
  await me.press('share_brief', where);
}

async function checked(channel = deals) {
  await pressShare();
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', channel);
  await me.seesModal('people will see it, under your name');
}

/** A note open in the timeline, with Share pressed on it. */
async function pressShareOnNote(who: Someone) {
  await who.type('/timeline Rentfield');
  await who.seesModal('newest call first');
  await who.pressInModal('timeline_open');
  await who.seesModal('Back');
  await who.pressInModal('share_note');
}

test('a brief is shown with its audience first, then posted once under the name of who shares it', async () => {
  await storeRead(world, rentfield());
  await checked();
  const preview = me.modalText();
  expect(preview).toContain('*#deals-emea*: 3 people will see it, under your name.');
  expect(posted()).toEqual([]);
  await me.submit({});
  await me.seesModal('Posted in #deals-emea under your name: Rentfield.');
  const [post, ...others] = posted();
  expect(others).toEqual([]);
  const shown = textOf(post?.blocks?.filter(({ type }) => type !== 'actions'));
  expect(preview).toContain(shown);
  expect(shown).toContain(`Shared by <@${ava}>`);
  expect(shown).toMatch(/from 2 notes shared with the team, as of \d+ \w{3}/);
  expect(shown).toMatch(/\[2\] \d+ \w{3} “She is nervous about the migration timeline”/);
  expect(await me.sees('Posted in #deals-emea')).toBeDefined();
  expect(me.modalText()).toContain('/archives/C0DEALS004/p');
});

test('the post has one button, which gives whoever presses it a brief of their own, and a menu for who shared it', async () => {
  await storeRead(world, [
    ...rentfield(),
    call({ author: ben, text: 'Mine, says Ben: they have a rival offer.' }),
  ]);
  await checked();
  await me.submit({});
  await me.seesModal('Posted in');
  const buttons = JSON.stringify(posted()[0]).match(/"action_id":"[^"]+"/g);
  expect(buttons).toEqual(['"action_id":"brief_open"', '"action_id":"share_take_back"']);
  const colleague = personIn(world, ben);
  await colleague.press('brief_open', deals);
  expect(textOf(await colleague.sees('Last call'))).toContain('1 only you can see');
  expect(me.all()).not.toContain('rival offer');
});

test('two people who press it in the same moment both get a brief', async () => {
  await storeRead(world, rentfield());
  await checked();
  await me.submit({});
  await me.seesModal('Posted in');
  const both = [ben, 'U0NADIA003'].map((user) => personIn(world, user));
  await Promise.all(both.map((one) => one.press('brief_open', deals)));
  for (const one of both) expect(textOf(await one.sees('Last call'))).toContain('migration');
});

test('a brief rests on team notes alone, in score, words and people, and private ones are not even counted', async () => {
  await storeRead(world, [
    ...rentfield(),
    call({ name: 'Zora Quill', day: daysAgo(1), text: 'Secretly the budget is frozen until Q3, says Zora.' }),
    call({ author: ben, day: daysAgo(1), text: 'Ben alone knows that a rival was invited.' }),
  ]);
  await pressShare();
  expect(textOf(await me.sees('Last call'))).toContain('1 only you can see');
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', deals);
  await me.seesModal('from 2 notes shared with the team');
  await me.submit({});
  await me.seesModal('Posted in');
  const all = JSON.stringify(posted());
  expect(all).not.toMatch(/Zora|zora|Secretly|frozen|budget|rival|only you|private/i);
});

test('where everything rests on private notes, nothing is offered but the way to share them', async () => {
  await storeRead(world, [call({ text: worry })]);
  await pressShare();
  await me.seesModal(
    'Everything here rests on notes only you can see. Share the notes with your team first.',
  );
  expect(JSON.stringify(me.modal()?.view)).not.toContain('share_channel');
  await me.pressInModal('brief_notes');
  await me.seesModal('only you can read it');
});

test('a channel with another company is refused at the press, and the brief goes to the DM instead', async () => {
  await storeRead(world, rentfield());
  await pressShare(joint);
  await me.seesModal('#acme-joint has people from another company. Notes stay inside: send it to your DM?');
  expect(me.modalText()).not.toContain('migration');
  await me.pressInModal('share_to_dm');
  await me.sees('Last call');
  await me.seesModal('It is in your messages');
  expect(posted(joint)).toEqual([]);
  expect(personIn(world, outsider).all()).not.toContain('migration');
});

test.each([
  ['shared with another company', { is_ext_shared: true }, 'people from another company'],
  ['offered to another company', { is_pending_ext_shared: true }, 'people from another company'],
  ['offered to a team by name', { pending_teams: ['T0OTHERCO1'] }, 'people from another company'],
  ['joined by a guest', { members: [ava, ben, botUser, 'U0GUEST004'] }, '#deals-emea has 1 guest'],
  [
    'joined by somebody whom Slack does not know',
    { members: [ava, botUser, ben, 'U0NOBODY00'] },
    'has 1 guest',
  ],
  ['archived', { is_archived: true }, '#deals-emea is archived'],
  ['left by SalesMemory', { members: [ava, ben] }, 'Invite SalesMemory to #deals-emea first'],
  [
    'grown past 5,000 members',
    { members: [...Array.from({ length: 5_000 }, (_, n) => `U0MANY${n}`), botUser] },
    'too many members',
  ],
  [
    'joined by 201 people whom Slack does not list',
    { members: [...Array.from({ length: 201 }, (_, n) => `U0MANY${n}`), botUser] },
    'too many members',
  ],
])(
  'a channel that was fine at the press and is %s by the time of the post is refused then',
  async (_how, change, words) => {
    await storeRead(world, rentfield());
    await checked();
    world.hand.changeChannel(deals, change);
    await me.submit({});
    await me.seesModal(words);
    expect(JSON.stringify(me.modal()?.view)).toContain('share_to_dm');
    expect(posted()).toEqual([]);
    expect(
      me
        .messages()
        .map((one) => textOf(one))
        .join(),
    ).not.toContain('Posted in');
  },
);

test.each([
  [sales, '#sales has 1 guest, and notes are for full members'],
  [general, 'Invite SalesMemory to #general first: type /invite @SalesMemory'],
])('choosing %s is refused before anything is shown to anybody', async (channel, words) => {
  await storeRead(world, rentfield());
  await pressShare();
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', channel);
  await me.seesModal(words);
  await me.submit({ share_channel: deals });
  await me.seesModal('3 people will see it');
  expect(posted()).toEqual([]);
});

test('a private channel takes what its member shares, and nothing of who is not in it', async () => {
  await storeRead(world, rentfield());
  await checked(forecast);
  expect(me.modalText()).toContain('*#forecast*: 2 people will see it, under your name.');
  expect(me.modalText()).not.toContain('public channel');
  world.hand.changeChannel(forecast, { members: ['U0NADIA003', botUser] });
  await me.submit({});
  await me.seesModal('You are not in #forecast.');
  world.hand.changeChannel(forecast, { members: ['U0NADIA003'] });
  await me.choose('share_channel', forecast);
  await me.seesModal('Invite SalesMemory to that channel first');
});

test.each([
  ['not_in_channel', 'Invite SalesMemory to #deals-emea first'],
  ['is_archived', '#deals-emea is archived, so nothing was posted'],
  ['restricted_action_read_only_channel', 'Only some may post in #deals-emea, so nothing was posted'],
  ['internal_error', 'Slack did not say whether it arrived. Look into #deals-emea'],
])('when Slack answers the post with %s the person knows what to do', async (error, words) => {
  await storeRead(world, rentfield());
  await checked();
  world.slack.faults.failWith('chat.postMessage', { times: 1, error });
  await me.submit({});
  await me.seesModal(words);
});

test.each([
  ['conversations.members', 'fatal_error', 'Slack does not tell who is in that channel just now'],
  ['conversations.info', 'missing_scope', 'Ask your admin to install it again'],
])('when %s answers %s nothing is posted', async (method, error, words) => {
  await storeRead(world, rentfield());
  await checked();
  world.slack.faults.failWith(method, { times: 1, error });
  await me.submit({});
  await me.seesModal(words);
  expect(posted()).toEqual([]);
});

test('a submission that comes twice, or whose answer is lost, posts once', async () => {
  await storeRead(world, rentfield());
  await checked();
  world.slack.faults.loseResponse('chat.postMessage', 1);
  const first = await me.submit({});
  await world.hand.deliverAgain(first.deliveryId ?? 0);
  await me.seesModal('Slack did not say whether it arrived');
  await world.restartBot();
  expect(posted()).toHaveLength(1);
});

test('two processes that get one submission post once', async () => {
  await storeRead(world, rentfield());
  await checked();
  const first = await me.submit({});
  await me.seesModal('Posted in');
  await world.restartBot();
  await world.hand.deliverAgain(first.deliveryId ?? 0);
  // Whatever is under way is finished before the next start.
  await world.restartBot();
  expect(posted()).toHaveLength(1);
});

test('a modal closed before the end still posts what was confirmed, and the receipt is in the DM', async () => {
  await storeRead(world, rentfield());
  await checked();
  const view = me.modal()?.id ?? '';
  await Promise.all([me.submit({}), world.hand.closeView(ava, view, true).catch(() => undefined)]);
  await me.sees('Posted in #deals-emea');
  expect(posted()).toHaveLength(1);
});

test.each([
  ['deleted', (id: string) => hindsightOf(world).memory.remove(id, ben)],
  ['made private', (id: string) => hindsightOf(world).memory.setVisibility(id, 'private', { by: ben })],
])('a note %s after the preview is not posted: the person looks once more', async (_how, change) => {
  const [, note] = await storeRead(world, rentfield());
  await checked();
  await change(note?.id ?? '');
  await me.submit({});
  await me.seesModal('This has changed since you looked');
  expect(me.modalText()).not.toContain('pilot');
  expect(posted()).toEqual([]);
  await me.submit({});
  await me.seesModal('Posted in');
  expect(JSON.stringify(posted())).not.toContain('pilot');
});

test('the sharer takes it back from the DM, and nobody else can', async () => {
  await storeRead(world, rentfield());
  await checked();
  await me.submit({});
  await me.sees('Posted in #deals-emea');
  await me.press('share_take_back');
  await me.sees('Taken back: it stands in #deals-emea no more.');
  expect(posted()).toEqual([]);
  expect(me.texts().join()).not.toContain('Posted in');
  expect(world.logged.join()).toMatch(/"audit":"shared to channel"[^}]*"channel":"C0DEALS004"/);
  expect(world.logged.join()).toContain('"audit":"taken back from channel"');
});

test('while the model is down what was read before is shared as ever', async () => {
  await storeRead(world, rentfield());
  world.model.faults.set({ kind: 'down' });
  await checked();
  await me.submit({});
  await me.seesModal('Posted in');
  const shown = textOf(posted()[0]);
  expect(shown).toContain('from 2 notes shared with the team, as of');
  expect(shown).toMatch(/^\*?\d+ /m);
});

test('what nobody has read yet is shared as the words it is, and the post says so', async () => {
  world.model.faults.set({ kind: 'down' });
  await store(world, rentfield());
  await checked();
  await me.submit({});
  await me.seesModal('Posted in');
  const shown = textOf(posted()[0]);
  expect(shown).toContain('from 2 notes shared with the team, 2 not read yet, as of');
  expect(shown).toContain('nervous');
});

test('a team note is shared by a colleague to the letter, under both names', async () => {
  const text = 'Hello <!channel> & <https://evil.example|click>, @here: *bold* news.';
  await storeRead(world, [call({ ...team, author: ben, text })]);
  await pressShareOnNote(me);
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', deals);
  await me.seesModal('3 people will see it');
  await me.submit({});
  await me.seesModal('Posted in #deals-emea under your name: Priya Sharma · Rentfield.');
  const [post] = posted();
  const shown = post?.blocks?.flatMap((block) => (block.type === 'section' ? [block.text] : []));
  expect(shown).toEqual([{ type: 'plain_text', text, emoji: false }]);
  expect(textOf(post)).toContain(`a note by <@${ben}>`);
  expect(textOf(post)).toContain(`Shared by <@${ava}>`);
  const sent = world.slack.log
    .named('chat.postMessage')
    .find(({ request }) => JSON.stringify(request).includes(deals));
  expect(sent?.request).toMatchObject({ unfurl_links: expect.anything(), unfurl_media: expect.anything() });
  expect(JSON.stringify(sent?.request)).toMatch(/"unfurl_links":"?false/);
});

test('a private note goes to the team first, by its author alone, and then to a channel', async () => {
  await storeRead(world, [call({ text: 'Words for later.' })]);
  await pressShareOnNote(me);
  await me.seesModal('Only you can read this note. Share it with the team first, then choose a channel.');
  expect(JSON.stringify(me.modal()?.view)).toContain('Your team will be able to read it');
  await me.pressInModal('share_open_up');
  await me.seesModal('your team can read it now');
  await me.choose('share_channel', deals);
  await me.seesModal('Words for later.');
  await me.submit({});
  await me.seesModal('Posted in');
  expect(textOf(posted()[0])).toContain('Words for later.');
});

test('where what is private is not read, a note is read as soon as its author opens it to the team', async () => {
  await world.close();
  world = await createWorld({ env: { READ_PRIVATE: 'off' } });
  me = personIn(world, ava);
  await store(world, [call({ text: worry })]);
  await pressShareOnNote(me);
  await me.seesModal('Only you can read this note.');
  expect(world.model.log).toEqual([]);
  await me.pressInModal('share_open_up');
  await me.seesModal('your team can read it now');
  await expect.poll(() => world.figures()).toMatch(/readings_total{team="T0SANDBOX1"} 1/);
});

test('a note that becomes private while a colleague holds its Share is shared no more', async () => {
  const [note] = await storeRead(world, [call({ ...team, text: 'Open for a while.' })]);
  const colleague = personIn(world, ben);
  await pressShareOnNote(colleague);
  await colleague.seesModal('before anything is posted');
  await hindsightOf(world).memory.setVisibility(note?.id ?? '', 'private', { by: note?.author ?? '' });
  await colleague.choose('share_channel', deals);
  await colleague.seesModal('deleted or no longer shared with you');
  expect(posted()).toEqual([]);
});

test('whoever takes a note away from the team is told what stands of it in a channel, until that is taken back', async () => {
  const [mine, bens] = await storeRead(world, rentfield());
  const colleague = personIn(world, ben);
  const turn = async (who: Someone, note: Note | undefined, to: 'private' | 'team') => {
    await who.type('/timeline Rentfield');
    await who.seesModal('newest call first');
    await who.pressInModal('timeline_share', JSON.stringify({ id: note?.id, to }));
    await who.seesModal(to === 'private' ? 'Only you can read' : 'Your team can read');
    return who.modalText();
  };
  await checked();
  await me.submit({});
  await me.sees('Posted in #deals-emea');
  const stays = 'What you posted of it in #deals-emea stays there until you take it back';
  expect(await turn(me, mine, 'private')).toContain(stays);
  const theirs = await turn(colleague, bens, 'private');
  expect(theirs).toContain('What a colleague posted of it in a channel stays there until they take it back.');
  expect(theirs).not.toContain('deals-emea');
  await colleague.pressInModal('timeline_delete', bens?.id);
  await colleague.seesModal('Deleted. No brief will use that note. What a colleague posted of it');
  expect(await turn(me, mine, 'team')).not.toContain('posted of it');
  await me.press('share_take_back');
  await me.sees('Taken back');
  expect(await turn(me, mine, 'private')).not.toContain('posted of it');
});

test('one team note among private ones is shared as the one note it is, its words standing there once', async () => {
  await storeRead(world, [call({ ...team, text: pilot }), call({ text: worry, day: daysAgo(1) })]);
  await checked();
  await me.submit({});
  await me.seesModal('Posted in');
  const shown = textOf(posted()[0]);
  expect(shown).toContain('One note so far: facts, too little for a score.');
  expect(shown.split(pilot)).toHaveLength(2);
  expect(shown).not.toContain('nervous');
});

test('a brief of a past day is shared as of that day, without what came later', async () => {
  await storeRead(world, [
    call({ ...team, day: daysAgo(40), text: worry }),
    call({ ...team, day: daysAgo(30), text: pilot }),
    call({ ...team, day: daysAgo(2), text: 'Lea Brandt, their CFO, signed off.' }),
  ]);
  await me.type(`/brief Rentfield as of ${daysAgo(25)}`);
  await me.sees('The move then');
  await me.press('share_brief');
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', deals);
  await me.seesModal('from 2 notes shared with the team');
  await me.submit({});
  await me.seesModal('Posted in');
  expect(textOf(posted()[0])).toContain('As of ');
  expect(textOf(posted()[0])).not.toMatch(/Lea|signed off/);
});

test('a note too long for one message ends in words that say so', async () => {
  await storeRead(world, [call({ ...team, text: '&'.repeat(8_900) })]);
  await pressShareOnNote(me);
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', deals);
  await me.seesModal('cut here: the whole note is in /timeline');
  await me.submit({});
  await me.seesModal('Posted in');
  expect(world.slack.log.refusedLayouts()).toEqual([]);
});

test('a look at one channel that ends late leaves alone the channel that was chosen since', async () => {
  await storeRead(world, rentfield());
  await pressShare();
  await me.seesModal('before anything is posted');
  world.memory.faults.set({ kind: 'delay', ms: 500 });
  await me.choose('share_channel', deals);
  await me.seesModal('Looking at who reads that channel');
  await me.choose('share_channel', sales);
  await me.seesModal('#sales has 1 guest');
  await pause(1_800);
  expect(me.modalText()).toContain('#sales has 1 guest');
});

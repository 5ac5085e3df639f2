import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import { featureNames } from '../../src/slack/kit/grants.ts';
import { call, store } from '../support/filled.ts';
import { logNewPerson, optionFor, personIn, type Someone } from '../support/person.ts';
import { heard } from '../support/register.ts';
import { ava, createWorld, sales, type World } from '../support/world.ts';
import { accessDoors } from './access-doors.ts';
import { askDoors } from './ask-doors.ts';
import { correctionDoors } from './corrections-doors.ts';
import { digestDoors } from './digest-doors.ts';
import { forgetDoors } from './forget-doors.ts';
import { handoverDoors } from './handover-doors.ts';
import { homeDoors } from './home-doors.ts';
import { importDoors } from './import-doors.ts';
import { managerDoors } from './manager-doors.ts';
import { mendDoors } from './people-doors.ts';
import { pipelineDoors } from './pipeline-doors.ts';
import { shareDoors } from './share-doors.ts';
import { talkDoors } from './talk-doors.ts';
import { teamDoors } from './team-doors.ts';
import { timelineDoors } from './timeline-doors.ts';

let world: World;
let me: Someone;
/** The same brief asked twice within three seconds is answered once, so the clock moves on between two. */
let laterMs = 0;
beforeAll(async () => {
  const features = new Set(featureNames);
  world = await createWorld({ transport: 'http', features, now: () => new Date(Date.now() + laterMs) });
  me = personIn(world, ava);
  await logNewPerson(me, {
    name: 'Priya Sharma',
    company: 'Rentfield',
    text: 'Nervous about the migration timeline.',
  });
  await logNewPerson(me, {
    name: 'Priya Raman',
    company: 'Northhaul',
    text: 'They agreed to a pilot in March.',
  });
  await logNewPerson(me, {
    name: 'Amit Rao',
    company: 'Rentfield',
    text: 'He asked for a second quote on seats.',
  });
});
afterAll(() => world.close());

const later = () => {
  laterMs += 4_000;
};

const cards = (where: string) =>
  me.texts(where).filter((text) => /^Rentfield\b/.test(text) && text.includes('Last call')).length;

/** A card of the deal on Rentfield; in the DM one with nothing left to read, asked for until it is. */
async function card(where = me.dm): Promise<void> {
  const before = cards(where);
  laterMs += 4_000;
  await me.type('/brief Rentfield', where);
  await world.slack.waitFor(() => cards(where) > before || undefined);
  if (where !== me.dm) return;
  const isUnfinished = () => /not read yet|not compared|being checked/.test(me.texts().at(-1) ?? '');
  await world.slack.waitFor(() => !isUnfinished() || undefined).catch(() => card());
}

async function form(): Promise<void> {
  await me.type('/log');
  await me.seesModal('What happened');
}

async function notSaved(): Promise<void> {
  world.memory.faults.set({ kind: 'refuse' });
  await form();
  await me.submit({
    log_who: await optionFor(me, 'Amit Rao · Rentfield', 'amit'),
    log_text_0: 'Kept for later.',
  });
  await me.sees('Not saved yet');
  world.memory.faults.set(undefined);
  // Reading that met the same trouble is tried again, and what could not be checked counts, a minute later.
  laterMs += 90_000;
}

/** Each door: how a person uses it, and what they see then. */
const doors: Readonly<Record<string, () => Promise<Outcome>>> = {
  'command log': async () => {
    const outcome = await me.type('/log Amit: He signed the order form.');
    await me.seesModal('He signed the order form.');
    return outcome;
  },
  'shortcut log_call': async () => {
    const outcome = await me.shortcut('log_call');
    await me.seesModal('What happened');
    return outcome;
  },
  'shortcut remember_message': async () => {
    await world.hand.sayInChannel(ava, sales, 'Amit wants a demo');
    const said = await me.sees('Amit wants a demo', sales);
    const outcome = await world.hand.messageShortcut(ava, 'remember_message', {
      channel: sales,
      ts: said.ts,
    });
    await me.seesModal('Amit wants a demo');
    return outcome;
  },
  'action log_reopen': async () => {
    world.slack.faults.failWith('views.open', { times: 1, error: 'expired_trigger_id' });
    await me.type('/log Amit: He wants the contract by Monday.');
    await me.sees('Here is what you typed');
    const outcome = await me.press('log_reopen');
    await me.seesModal('He wants the contract by Monday.');
    return outcome;
  },
  'action brief_log_call': async () => {
    await card();
    const outcome = await me.press('brief_log_call');
    await me.seesModal('Rentfield');
    return outcome;
  },
  'action brief_log_first': async () => {
    await me.type('/brief Zebedee');
    await me.sees('Nothing on Zebedee yet');
    const outcome = await me.press('brief_log_first');
    await me.seesModal('Zebedee');
    return outcome;
  },
  'options log_who': async () => {
    await form();
    const suggested = await me.suggestions('log_who', 'amit');
    expect(suggested.options.map((one) => one.text.text)).toEqual([
      'Amit Rao · Rentfield',
      'New person: ‘amit’',
    ]);
    return suggested;
  },
  'options log_also': async () => {
    await form();
    const suggested = await me.suggestions('log_also', 'amit');
    expect(suggested.options[0]?.text.text).toBe('Amit Rao · Rentfield');
    return suggested;
  },
  'action log_who': async () => {
    await form();
    const outcome = await me.choose('log_who', await optionFor(me, 'New person: ‘Lea’', 'Lea'));
    await me.seesModal('Company');
    return outcome;
  },
  'submit log_view': async () => {
    await form();
    const who = await optionFor(me, 'Amit Rao · Rentfield', 'amit');
    const outcome = await me.submit({ log_who: who, log_text_0: 'He wants the quote by Friday.' });
    await me.seesModal('Saved on Amit Rao');
    return outcome;
  },
  'action log_edit': async () => {
    const outcome = await me.press('log_edit');
    await me.seesModal('How it went');
    return outcome;
  },
  'action log_undo': async () => {
    const outcome = await me.press('log_undo');
    await me.sees('Undone.');
    return outcome;
  },
  'action log_try_again': async () => {
    await notSaved();
    const outcome = await me.press('log_try_again');
    await me.sees('Kept for later.');
    return outcome;
  },
  'command brief': async () => {
    const outcome = await me.type('/brief Amit', sales);
    await me.sees('Last call', sales);
    return outcome;
  },
  'action brief_open': async () => {
    await logNewPerson(me, { name: 'Ines Falk', company: 'Harbour', text: 'She likes the cards plan.' });
    const outcome = await me.press('brief_open');
    await me.sees('Ines Falk · Harbour');
    return outcome;
  },
  'action brief_in_dm': async () => {
    await me.type('/timeline Amit');
    await me.seesModal('Brief in my DM');
    const outcome = await me.pressInModal('brief_in_dm');
    await me.seesModal('The brief is in your messages');
    return outcome;
  },
  'action brief_cited': async () => {
    await me.type('/brief Amit');
    const card = await me.sees('Last call');
    const [, value] = /"value":"(note-[0-9a-f-]{36})"/.exec(JSON.stringify(card.blocks)) ?? [];
    const outcome = await world.hand.choose(
      ava,
      { channel: me.dm, ts: card.ts },
      { actionId: 'brief_cited', value },
    );
    await me.seesModal('by you');
    return outcome;
  },
  'action /^log_instead_\\d+$/': async () => {
    await logNewPerson(me, { name: 'Priya Quill', company: 'Oakline', text: 'She wants it in green.' });
    await me.press('log_undo');
    await me.sees('She wants it in green.');
    await me.sees('Its words stand here');
    await me.sees('On Priya');
    const outcome = await me.press('log_instead_0');
    await me.sees('She wants it in green.');
    return outcome;
  },
  'action log_instead_form': async () => {
    await logNewPerson(me, { name: 'Zoe Quill', company: 'Oakline', text: 'She wants it in blue.' });
    await me.press('log_undo');
    await me.sees('Its words stand here');
    const outcome = await me.press('log_instead_form');
    await me.seesModal('How it went');
    return outcome;
  },
  'action log_leave': async () => {
    await logNewPerson(me, { name: 'Zoe Brill', company: 'Oakline', text: 'She wants it in red.' });
    await me.press('log_undo');
    await me.sees('Its words stand here');
    const outcome = await me.press('log_leave');
    await me.sees('no brief will use it');
    return outcome;
  },
  'action /^brief_choice_\\d+$/': async () => {
    await me.type('/brief Priya');
    await me.sees('Two people match Priya');
    const outcome = await me.press('brief_choice_0');
    await me.sees('Last call');
    return outcome;
  },
  'options brief_pick': async () => {
    await me.type('/brief');
    const picker = await me.sees('Who is the call with?');
    const target = { channel: me.dm, ts: picker.ts };
    return world.hand.suggest(ava, target, { actionId: 'brief_pick', query: 'raman' });
  },
  'action brief_pick': async () => {
    const picker = await me.sees('Who is the call with?');
    const target = { channel: me.dm, ts: picker.ts };
    const { options } = await world.hand.suggest(ava, target, { actionId: 'brief_pick', query: 'raman' });
    const outcome = await world.hand.choose(ava, target, {
      actionId: 'brief_pick',
      value: options[0]?.value,
    });
    await me.sees('Priya Raman · Northhaul');
    return outcome;
  },
  'action brief_why': async () => {
    await card();
    const outcome = await me.press('brief_why');
    await me.seesModal('= ');
    return outcome;
  },
  'action brief_notes': async () => {
    await card();
    const outcome = await me.press('brief_notes');
    await me.seesModal('Nervous about the migration timeline.');
    return outcome;
  },
  'action /^brief_page_/': async () => {
    const longCall = (index: number) =>
      call({
        name: 'Depot',
        company: 'Longhaul',
        text: `Call number ${index} with the depot. `.repeat(90).trim(),
      });
    await store(
      world,
      Array.from({ length: 20 }, (_, index) => longCall(index)),
    );
    await me.type('/brief Longhaul');
    await me.sees('· 20 notes');
    await me.press('brief_notes');
    await me.seesModal('Notes 1 to');
    const outcome = await me.pressInModal('brief_page_older');
    await me.seesModal('of 20');
    return outcome;
  },
  'action brief_more': async () => {
    await card();
    const outcome = await me.press('brief_more');
    await me.seesModal('What is known');
    return outcome;
  },
  'action brief_keep': async () => {
    await card(sales);
    const outcome = await me.press('brief_keep', sales);
    await me.sees('Last call');
    return outcome;
  },
  'action brief_refresh': async () => {
    const notes = await store(world, [call({ name: 'Greta Lund', company: 'Fjord' })]);
    laterMs += 4_000;
    await me.type('/brief Greta', sales);
    await me.sees('1 of 1 notes not read yet', sales);
    const readOf = () => world.logged.filter((line) => line.includes('a note is read')).join();
    await expect.poll(readOf).toContain(notes[0]?.id);
    const outcome = await me.press('brief_refresh', sales);
    await me.sees('Migration timeline', sales);
    return outcome;
  },
  'event member changed': () => world.hand.tellOfPerson(ava),
  'event group changed': () => world.hand.changeUserGroup('S0SALES001', [ava]),
  ...askDoors(() => ({ me, world, later })),
  ...timelineDoors(() => ({ me, world })),
  ...pipelineDoors(() => ({ me, world })),
  ...digestDoors(() => ({ me, world, later })),
  ...homeDoors(() => ({ me, world })),
  ...accessDoors(() => ({ world })),
  ...handoverDoors(() => ({ me, world, later })),
  ...forgetDoors(() => ({ me, world })),
  ...correctionDoors(() => ({ me, world, later })),
  ...shareDoors(() => ({ me, world, later })),
  ...talkDoors(() => ({ me, world })),
  ...importDoors(() => ({ me, world })),
  ...mendDoors(() => ({ me, world })),
  ...teamDoors(() => ({ world })),
  // Last, since a week passes.
  ...managerDoors(() => ({ world, pass: (ms) => (laterMs += ms) })),
};

test('every listener of the register is played below', () => {
  expect(heard().toSorted()).toEqual(Object.keys(doors).toSorted());
});

test.each(Object.entries(doors))(
  'a signed payload for %s is acknowledged and answered',
  async (_name, use) => {
    expect(await use()).toMatchObject({ ok: true, ack: 'acked' });
  },
);

test.each([
  ['without a signature', {}],
  [
    'with a wrong signature',
    { 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)) },
  ],
])('a request %s is refused', async (_name, headers) => {
  const url = `http://127.0.0.1:${world.config.PORT}/slack/events`;
  const body = new URLSearchParams({ command: '/brief', text: 'Priya', user_id: ava });
  const reply = await fetch(url, { method: 'POST', headers, body });
  expect(reply.status).toBe(401);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { logNewPerson, personIn, type Someone } from '../support/person.ts';
import { ava, createWorld, deals, sales, type World } from '../support/world.ts';
import { seesHome } from './home-doors.ts';

let world: World;
let me: Someone;
let laterMs = 0;
/** What stands between the model and the bot. */
let meddles: (answer: string) => string;
beforeEach(async () => {
  laterMs = 0;
  meddles = (answer) => answer;
  const network = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
    const reply = await network(...request);
    const isModel = reply.url.endsWith('/chat/completions');
    return isModel ? new Response(meddles(await reply.text()), reply) : reply;
  });
  world = await createWorld({ now: () => new Date(Date.now() + laterMs) });
  me = personIn(world, ava);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await world.close();
});

const broadcast = /@(?:channel|here|everyone)/i;
/** With words of its own beside its blocks. */
const message = z.object({
  text: z.string(),
  parse: z.string().optional(),
  link_names: z.unknown().optional(),
});
const marked = z.object({ type: z.literal('mrkdwn'), text: z.string(), verbatim: z.boolean().optional() });
type Marked = z.infer<typeof marked>;

/** What the bot sent to Slack so far: messages, and texts in them and in views that Slack reads for markup. */
function sent() {
  const calls = world.slack.log.calls().filter(({ kind }) => kind !== 'delivery');
  const messages = calls.flatMap(({ request }) => message.safeParse(request).data ?? []);
  return { messages, markup: calls.flatMap(({ request }) => markupIn(request)) };
}

function markupIn(value: unknown): readonly Marked[] {
  if (Array.isArray(value)) return value.flatMap(markupIn);
  if (typeof value === 'string' && /^[[{]/.test(value)) return markupIn(parsed(value));
  if (value === null || typeof value !== 'object') return [];
  return [marked.safeParse(value).data ?? [], ...Object.values(value).flatMap(markupIn)].flat();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

test('a bare @channel, @here or @everyone in a note, a name or a quote of it pings nobody, wherever it is shown', async () => {
  await logNewPerson(me, {
    name: 'Priya @here Sharma',
    company: '@Channel Rentfield',
    text: 'She is nervous about the migration timeline, tell @channel, @here and @EVERYONE.',
    team: true,
  });
  await logNewPerson(me, {
    name: 'Amit Rao',
    company: '@Channel Rentfield',
    text: 'I promised @everyone the ROI sheet by Friday.',
    team: true,
  });
  for (const where of [me.dm, sales]) {
    laterMs += 5_000;
    await me.type('/brief Priya', where);
    await me.sees('Why ', where);
  }
  for (const button of ['brief_why', 'brief_more', 'brief_notes']) await me.press(button);
  await me.press('share_brief');
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', deals);
  await me.seesModal('3 people will see it');
  await me.submit({});
  await me.seesModal('Posted in #deals-emea');
  await world.hand.openHome(ava);
  await seesHome(world, ava, 'Last notes');
  await me.type('/digest now');
  await me.sees('Your week · ');
  await me.type('/timeline Priya');
  await me.seesModal('newest call first');
  await me.type('/ask What did @channel say about @here?');
  await me.sees('“What did');
  await world.stopBot();

  const { messages, markup } = sent();
  const texts = [...messages, ...markup].map(({ text }) => text);
  for (const text of texts) expect(text).not.toMatch(broadcast);
  // They stand there all the same, broken by what nobody sees.
  for (const word of ['@channel', '@here', '@EVERYONE'])
    expect(texts.join('\n').replace(/\u200b/g, '')).toContain(word);
  expect(messages.filter(({ parse, link_names }) => parse !== 'none' || link_names !== undefined)).toEqual(
    [],
  );
  expect(markup.filter(({ verbatim }) => verbatim !== true)).toEqual([]);
});

async function fullBrief(): Promise<string> {
  // Two presses within a second are one.
  laterMs += 2_000;
  await me.press('brief_more');
  await me.seesModal('What is known');
  return me.modalText();
}

test('a sentence of the model with a bare @channel or @here in it is left out', async () => {
  const company = 'Rentfield';
  await logNewPerson(me, { name: 'Priya Sharma', company, text: 'She is nervous about the migration.' });
  await logNewPerson(me, { name: 'Amit Rao', company, text: 'I will send him the ROI sheet by Friday.' });
  await me.type('/brief Priya');
  await me.sees('Why ');
  await expect.poll(fullBrief).toContain('*Recommendation*');
  // Every sentence that the model says, inside the JSON that its answer is.
  meddles = (answer) => answer.replaceAll('\\"text\\":\\"', '\\"text\\":\\"@here, @channel: ');
  await logNewPerson(me, { name: 'Lea Brandt', company, text: 'She is nervous about the security review.' });
  await me.sees('Now open: ');
  await expect.poll(fullBrief).not.toContain('*Recommendation*');
  await me.press('brief_why');
  await me.seesModal('= ');
  await me.type('/ask What did Lea say about the security review?');
  await me.type('/digest now');
  await me.sees('Your week · ');
  await world.stopBot();
  expect(JSON.stringify(world.slack.log.calls()).replace(/\u200b/g, '')).not.toMatch(broadcast);
});

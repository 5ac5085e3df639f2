import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { request as sendRequest } from 'undici';
import { expect, onTestFinished, test, vi } from 'vitest';
import { optionFor, personIn } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, createWorld } from '../support/world.ts';

/** As long as a form is waited for from its arrival on. */
const waitMs = 900;
const network = globalThis.fetch;

/** The same request, whose body is all there only a while after its head. */
async function sentSlowly({ url, headers }: Request, body: string): Promise<Response> {
  async function* parts() {
    yield body.slice(0, 1);
    await pause(waitMs);
    yield body.slice(1);
  }
  const slowly = {
    method: 'POST',
    headers: Object.fromEntries(headers),
    body: Readable.from(parts()),
  } as const;
  const reply = await sendRequest(url, slowly);
  return new Response(await reply.body.text(), { status: reply.statusCode });
}

test('a form that was long on its way is acknowledged in time: its save is not waited for as long as ever', async () => {
  const world = await createWorld({ transport: 'http' });
  onTestFinished(() => world.close());
  const me = personIn(world, ava);
  await me.type('/log');
  await me.seesModal('What happened');
  const who = await optionFor(me, 'New person: ‘Amit Rao’', 'Amit Rao');
  await me.choose('log_who', who);
  await me.seesModal('Company');
  vi.stubGlobal('fetch', async (...[input, init]: Parameters<typeof fetch>) => {
    const request = new Request(input, init);
    const text = await request.clone().text();
    return text.includes('view_submission') ? sentSlowly(request, text) : network(request);
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  // Soon enough for a form that has just arrived.
  const retain = `POST /v1/default/banks/${world.config.HINDSIGHT_BANK}-t0sandbox1/memories`;
  world.memory.faults.set({ kind: 'delay', ms: 200, on: retain });
  const values = { log_who: who, log_name: 'Amit Rao', log_company: 'Rentfield', log_text_0: 'He signed.' };
  const outcome = await me.submit(values);
  expect(JSON.stringify(outcome)).toContain('Saving…');
  await expect.poll(() => storedNotes(world)).toHaveLength(1);
});

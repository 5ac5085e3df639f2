import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { readFields, sendJson, sendText } from '../slack/http.ts';
import { type HeldNote, type MemorySource, readHoldings } from './holdings.ts';
import { lastBrief } from './last-brief.ts';
import { modelCalls } from './model-calls.ts';
import { type DrawerParts, pictureFor } from './picture.ts';
import { followSlackCalls } from './slack-calls.ts';
import { createStream } from './stream.ts';
import { switchesSchema } from './switches.ts';

interface Deps extends DrawerParts {
  readonly source: MemorySource;
  /** The next Monday morning in a zone. */
  readonly nextMonday: (now: Date, zone: string) => Date;
  /** Where a person without a zone counts days. */
  readonly zone: string;
}

const clockSchema = z.object({ to: z.enum(['monday', 'tomorrow', 'now']), user: z.string() });
const dayMs = 86_400_000;

/** What is held, or why it cannot be read. */
interface Held {
  readonly notes: readonly HeldNote[];
  readonly trouble: string | undefined;
}

async function holdings(source: MemorySource): Promise<Held> {
  try {
    return { notes: await readHoldings(source), trouble: undefined };
  } catch {
    return { notes: [], trouble: 'Memory could not be read.' };
  }
}

function createChanges({ clock, switches, slack, nextMonday, zone }: Deps) {
  const zoneOf = (user: string) => slack.look(user).people.find(({ id }) => id === user)?.tz ?? zone;
  const moves = {
    monday: (user: string) => clock.jumpTo(nextMonday(clock.now(), zoneOf(user))),
    tomorrow: () => clock.jumpTo(new Date(clock.now().getTime() + dayMs)),
    now: () => clock.reset(),
  };
  return {
    '/drawer/clock': (body: unknown) => {
      const { to, user } = clockSchema.parse(body);
      moves[to](user);
    },
    '/drawer/switches': (body: unknown) => {
      const change = z.looseObject({}).parse(body);
      switches.set(switchesSchema.parse({ ...switches.positions(), ...change }));
    },
  };
}

/** Everything under `/drawer/`; `close` ends its streams. */
export function createDrawer(deps: Deps) {
  const { recorder, slack, source } = deps;
  const stream = createStream((user) => pictureFor(deps, user));
  const follow = followSlackCalls(slack.log, recorder);
  recorder.onAdd(stream.ring);
  slack.onChange(() => {
    follow();
    stream.ring();
  });
  const changes = new Map<string, (body: unknown) => void>(Object.entries(createChanges(deps)));
  const reads = new Map<string, (url: URL, response: ServerResponse) => unknown>([
    ['/drawer/live', (url, response) => stream.open(response, url.searchParams.get('user') ?? '')],
    [
      '/drawer/exchange',
      (url, response) => sendJson(response, recorder.find(Number(url.searchParams.get('id'))) ?? null),
    ],
    ['/drawer/model', (_url, response) => sendJson(response, modelCalls(recorder.all()))],
    [
      '/drawer/memory',
      async (_url, response) => {
        const { notes, trouble } = await holdings(source);
        sendJson(response, { notes, trouble, brief: lastBrief(recorder.all(), notes) ?? null });
      },
    ],
  ]);
  const change = async (
    apply: (body: unknown) => void,
    request: IncomingMessage,
    response: ServerResponse,
  ) => {
    apply(await readFields(request));
    stream.ring();
    sendJson(response, { ok: true });
  };
  return {
    async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const url = new URL(request.url ?? '/', 'http://sandbox');
      const apply = request.method === 'POST' ? changes.get(url.pathname) : undefined;
      const read = request.method === 'GET' ? reads.get(url.pathname) : undefined;
      if (apply) await change(apply, request, response);
      else if (read) await read(url, response);
      else sendText(response, 404, 'not found');
    },
    close: stream.close,
  };
}

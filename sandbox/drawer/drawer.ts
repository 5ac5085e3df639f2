import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { CallLog } from '../slack/call-log.ts';
import { readFields, sendJson, sendText } from '../slack/http.ts';
import type { Snapshot } from '../slack/snapshot.ts';
import { type HeldNote, lastBrief, type MemorySource, readHoldings } from './holdings.ts';
import { modelCalls } from './model-calls.ts';
import { type Exchange, followSlackCalls, type Recorder } from './recorder.ts';
import { type createSwitches, type Switches, switchesSchema } from './switches.ts';

/** What a step of a tour can look at to see whether it is done. */
interface TourSight {
  readonly look: Snapshot;
  readonly switches: Switches;
  /** How far the sandbox's clock is ahead, milliseconds. */
  readonly clockOffsetMs: number;
}

/** One step that a newcomer follows beside the page. */
export interface TourStep {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** A line to put into the composer of the bot's DM. */
  readonly line?: string;
  /** A place in the drawer to open. */
  readonly opens?: 'controls' | 'model';
  readonly isDone: (sight: TourSight) => boolean;
}

/** A step as one person sees it now. */
export type ShownStep = Omit<TourStep, 'isDone'> & { readonly isDone: boolean };

/** Judges every step by what its person sees at this moment; what was done once is for the page to remember. */
function shownSteps(steps: readonly TourStep[], sight: TourSight): readonly ShownStep[] {
  return steps.map(({ isDone, ...step }) => ({ ...step, isDone: isDone(sight) }));
}

/** The clock as far as the drawer uses it. */
interface DrawerClock {
  now(): Date;
  offsetMs(): number;
  jumpTo(time: Date): void;
  reset(): void;
}

/** What the drawer looks at. */
interface DrawerParts {
  readonly clock: DrawerClock;
  readonly switches: ReturnType<typeof createSwitches>;
  readonly recorder: Recorder;
  readonly slack: {
    readonly log: CallLog;
    look(user: string): Snapshot;
    onChange(listener: () => void): () => void;
  };
  readonly tour: readonly TourStep[];
  /** What stands behind memory and model, in words. */
  readonly services: { readonly memory: string; readonly model: string };
}

/** A layout that Slack would refuse. */
interface Refused {
  readonly at: string;
  readonly name: string;
  readonly error: string;
  /** Slack's lines, each with its place and limit. */
  readonly messages: readonly string[];
  readonly layout: unknown;
}

/** All that the drawer draws without asking further. */
export interface DrawerPicture {
  readonly clock: { readonly now: string; readonly offsetMs: number };
  readonly switches: Switches;
  readonly canBeHostile: boolean;
  readonly services: { readonly memory: string; readonly model: string };
  /** Without bodies. */
  readonly lines: readonly Omit<Exchange, 'request' | 'reply'>[];
  readonly refused: readonly Refused[];
  readonly tour: readonly ShownStep[];
}

const shownRefusals = 30;

/** The drawer as one person sees it now. */
function pictureFor(parts: DrawerParts, user: string): DrawerPicture {
  const { clock, switches, recorder, slack, tour, services } = parts;
  const sight = {
    look: slack.look(user),
    switches: switches.positions(),
    clockOffsetMs: clock.offsetMs(),
  };
  return {
    clock: { now: clock.now().toISOString(), offsetMs: clock.offsetMs() },
    switches: switches.positions(),
    canBeHostile: switches.canBeHostile,
    services,
    lines: recorder.all().map(({ request: _request, reply: _reply, ...line }) => line),
    refused: slack.log.refusedLayouts().slice(-shownRefusals),
    tour: shownSteps(tour, sight),
  };
}

const quietMs = 60;

/** Streams a picture to each reader, whole, soon after each ring of the bell. */
function createStream(pictureOf: (user: string) => unknown) {
  const readers = new Map<ServerResponse, string>();
  let timer: NodeJS.Timeout | undefined;
  const push = (response: ServerResponse, user: string) => {
    response.write(`data: ${JSON.stringify(pictureOf(user))}\n\n`);
  };
  const flush = () => {
    timer = undefined;
    for (const [response, user] of readers) push(response, user);
  };
  return {
    ring(): void {
      if (readers.size > 0) timer ??= setTimeout(flush, quietMs);
    },
    open(response: ServerResponse, user: string): void {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      readers.set(response, user);
      response.on('close', () => readers.delete(response));
      push(response, user);
    },
    close(): void {
      clearTimeout(timer);
      for (const response of readers.keys()) response.end();
    },
  };
}

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

import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { CallLog } from './call-log.ts';
import type { Core } from './core.ts';
import type { Files } from './files.ts';
import type { Hand } from './hand/hand.ts';
import type { Outcome, Suggestions } from './hand/verb.ts';
import { localOnly, readFields, sendJson, sendText } from './http.ts';
import { SlackRefusal } from './refusal.ts';

const formValue = z.union([z.string(), z.array(z.string()), z.null()]);
const formValues = z.record(z.string(), formValue);
const target = z.union([z.object({ viewId: z.string() }), z.object({ channel: z.string(), ts: z.string() })]);
const action = z.object({
  actionId: z.string(),
  blockId: z.string().optional(),
  value: formValue.optional(),
  values: formValues.optional(),
});

const verb = <V extends string, S extends z.ZodRawShape>(name: V, shape: S) =>
  z.object({ verb: z.literal(name), user: z.string(), ...shape });

const handCall = z.discriminatedUnion('verb', [
  verb('runCommand', { channel: z.string(), line: z.string() }),
  verb('say', {
    channel: z.string(),
    text: z.string(),
    thread: z.string().optional(),
    /** What is in them as Base64. */
    files: z.array(z.object({ name: z.string(), content: z.string() })).optional(),
  }),
  verb('act', { target, action }),
  verb('suggest', { target, action: action.extend({ query: z.string() }) }),
  verb('submitView', { viewId: z.string(), values: formValues }),
  verb('closeView', { viewId: z.string(), isCleared: z.boolean().default(false) }),
  verb('globalShortcut', { callbackId: z.string() }),
  verb('messageShortcut', { callbackId: z.string(), channel: z.string(), ts: z.string() }),
  verb('openHome', { tab: z.enum(['home', 'messages']).default('home') }),
  verb('reload', {}),
]);

/** What the page sends for each thing its person does. */
export type HandCall = z.input<typeof handCall>;

type Parsed = z.output<typeof handCall>;
type Verbs = {
  [V in Parsed['verb']]: (call: Extract<Parsed, { verb: V }>) => Promise<Outcome | Suggestions>;
};

const createVerbs = (hand: Hand): Verbs => ({
  runCommand: ({ user, channel, line }) => hand.runCommand(user, channel, line),
  say: ({ user, channel, text, thread, files }) =>
    hand.sayInChannel(user, channel, {
      ...{ text, thread },
      ...(files && {
        files: files.map(({ name, content }) => ({ name, content: Buffer.from(content, 'base64') })),
      }),
    }),
  act: ({ user, target: at, action: what }) => hand.choose(user, at, what),
  suggest: ({ user, target: at, action: what }) => hand.suggest(user, at, what),
  submitView: ({ user, viewId, values }) => hand.submitView(user, viewId, values),
  closeView: ({ user, viewId, isCleared }) => hand.closeView(user, viewId, isCleared),
  globalShortcut: ({ user, callbackId }) => hand.globalShortcut(user, callbackId),
  messageShortcut: ({ user, callbackId, channel, ts }) =>
    hand.messageShortcut(user, callbackId, { channel, ts }),
  openHome: ({ user, tab }) => hand.openHome(user, tab),
  reload: async ({ user }) => {
    hand.reload(user);
    return { ok: true, ack: 'none', ms: 0 };
  },
});

const perform = <V extends Parsed['verb']>(verbs: Verbs, name: V, call: Extract<Parsed, { verb: V }>) =>
  verbs[name](call);

/** Carries out a call of the page; undefined when it is not one. */
const createHandCalls = (hand: Hand) => {
  const verbs = createVerbs(hand);
  return async (input: unknown): Promise<Outcome | Suggestions | undefined> => {
    const parsed = handCall.safeParse(input);
    return parsed.success ? perform(verbs, parsed.data.verb, parsed.data) : undefined;
  };
};

/** Streams what a person sees, whole, after each change; changes of one tick are sent once. */
const createLive = (core: Core, look: (user: string) => unknown) => {
  const readers = new Map<ServerResponse, string>();
  let isScheduled = false;
  const push = (response: ServerResponse, user: string) => {
    response.write(`data: ${JSON.stringify(look(user))}\n\n`);
  };
  const flush = () => {
    isScheduled = false;
    for (const [response, user] of readers) push(response, user);
  };
  const stop = core.onChange(() => {
    if (isScheduled || readers.size === 0) return;
    isScheduled = true;
    setImmediate(flush);
  });
  return {
    open: (response: ServerResponse, user: string) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      readers.set(response, user);
      response.on('close', () => readers.delete(response));
      push(response, user);
    },
    close: () => {
      stop();
      for (const response of readers.keys()) response.end();
    },
  };
};

interface Parts {
  core: Core;
  files: Pick<Files, 'find'>;
  hand: Hand;
  log: CallLog;
  look(user: string): unknown;
}

const describe = (error: unknown): { status: number; error: string } => {
  if (error instanceof SlackRefusal) return { status: 200, error: error.code };
  return { status: 400, error: error instanceof Error ? error.message : 'unknown' };
};

/** The JSON API of the page: who there is, a live stream per person, what the hand does, the log. */
export const createPageApi = ({ core, files, hand, log, look }: Parts) => {
  const perform = createHandCalls(hand);
  const live = createLive(core, look);
  const people = () => core.workspace.people.filter((one) => !one.is_bot && !one.deleted);
  const act = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const outcome = await perform(await readFields(request));
      sendJson(response, outcome ?? { ok: false, error: 'not understood' }, { status: outcome ? 200 : 400 });
    } catch (error) {
      const { status, error: words } = describe(error);
      sendJson(response, { ok: false, ack: 'none', ms: 0, error: words }, { status });
    }
  };
  const reads: Readonly<Record<string, (response: ServerResponse, user: string) => void>> = {
    '/sandbox/live': live.open,
    '/sandbox/state': (response, user) => sendJson(response, look(user)),
    '/sandbox/people': (response) => sendJson(response, people()),
    '/sandbox/log': (response) => sendJson(response, { calls: log.calls(), refused: log.refusedLayouts() }),
  };
  const picture = (id: string, response: ServerResponse) => {
    const file = files.find(id);
    if (!file?.mimetype.startsWith('image/')) return sendText(response, 404, 'no such picture');
    response.writeHead(200, { 'content-type': file.mimetype, 'x-content-type-options': 'nosniff' });
    response.end(Buffer.from(file.content, 'base64'));
  };
  const read = (url: URL, response: ServerResponse) => {
    if (url.pathname === '/sandbox/picture') return picture(url.searchParams.get('id') ?? '', response);
    const user = url.searchParams.get('user') ?? people()[0]?.id ?? '';
    if (!people().some((one) => one.id === user)) return sendText(response, 404, 'no such person');
    const answer = reads[url.pathname];
    return answer ? answer(response, user) : sendText(response, 404, 'not found');
  };
  return {
    serve: localOnly(async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://sandbox');
      if (request.method === 'POST' && url.pathname === '/sandbox/hand') await act(request, response);
      else read(url, response);
    }),
    close: live.close,
  };
};

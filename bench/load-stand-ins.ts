import { createServer, type IncomingMessage } from 'node:http';
import { createMemoryServer } from '../sandbox/memory/memory-server.ts';
import { createModelServer } from '../sandbox/model/model-server.ts';

/**
 * A process of its own with all that the bot speaks to: memory and model as everywhere, and as much of Slack as takes
 * any number of calls and keeps nothing but counts. `load-neighbours.ts` starts and asks it.
 */
const now = () => new Date();
const [memory, model] = await Promise.all([createMemoryServer({ now }), createModelServer({ now })]);

const botUser = { user_id: 'U0BOT00001', user: 'salesmemory', team: 'Bench', url: 'https://bench.test/' };
const identity = { ok: true, team_id: 'T0BENCH001', bot_id: 'B0BENCH001', ...botUser };
const member = { team_id: 'T0BENCH001', tz: 'Europe/Stockholm', locale: 'en-GB', real_name: 'A rep' };

/** What was answered, by the number that its response URL or its trigger carries. */
const answered = new Set<string>();
/** What an answer says that is a fault of the bot's own. */
let wrongs = 0;
/** Forms that wait to be sent, by trigger. */
const forms = new Map<string, unknown>();
const calls = new Map<string, number>();

/** A view is named after its trigger, so that its form is found again. */
function answer(method: string, fields: URLSearchParams): Record<string, unknown> {
  calls.set(method, (calls.get(method) ?? 0) + 1);
  const view = fields.get('view') ?? '';
  if (view.includes('Something went wrong')) wrongs += 1;
  if (method === 'auth.test') return identity;
  if (method === 'users.info') return { ok: true, user: { id: fields.get('user'), ...member } };
  if (method === 'users.list') return { ok: true, members: [], response_metadata: { next_cursor: '' } };
  if (method === 'conversations.open') return { ok: true, channel: { id: `D${fields.get('users')}` } };
  if (method === 'views.open') return { ok: true, view: { id: `V${fields.get('trigger_id')}`, hash: '1' } };
  if (method === 'views.update') {
    const number = (fields.get('view_id') ?? '').slice(1);
    answered.add(number);
    if (number.startsWith('save')) forms.set(number, JSON.parse(view));
    return { ok: true, view: { id: `V${number}`, hash: '2' } };
  }
  if (method === 'chat.postMessage')
    return { ok: true, channel: fields.get('channel'), ts: `${Date.now() / 1000}` };
  return { ok: true };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

async function respond(request: IncomingMessage): Promise<unknown> {
  const [, kind, name = ''] = (request.url ?? '').split('/');
  const body = await bodyOf(request);
  if (kind === 'respond') {
    answered.add(name);
    if (body.includes('Something went wrong')) wrongs += 1;
    return { ok: true };
  }
  if (kind === 'memory') {
    memory.faults.set(name === 'hangs' ? { kind: 'hang' } : undefined);
    return {};
  }
  if (kind === 'forms') return { form: forms.get(name) ?? null };
  if (kind === 'told') return { answered: [...answered], wrongs, calls: Object.fromEntries(calls) };
  if (kind === 'forget') {
    answered.clear();
    forms.clear();
    wrongs = 0;
    return {};
  }
  return answer(name, new URLSearchParams(body));
}

const server = createServer((request, response) => {
  respond(request).then(
    (said) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said)),
    () => response.destroy(),
  );
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const urls = { slack: `http://127.0.0.1:${port}`, memory: memory.url, model: model.url };
  process.stdout.write(`${JSON.stringify(urls)}\n`);
});

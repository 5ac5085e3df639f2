import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { isJsonObject, parseJson } from '../../sandbox/slack/json.ts';
import type { World } from '../support/world.ts';

const marked = z.object({ type: z.literal('mrkdwn'), text: z.string(), verbatim: z.boolean().optional() });
const sentMessage = z.object({
  text: z.string(),
  parse: z.string().optional(),
  link_names: z.unknown().optional(),
});

/** What the bot itself writes in Slack's markup: a colleague by user id, and where a message of its own stands. */
const ours =
  /<@(?:U0AVA00001|U0BEN00002|U0NADIA003|W0GRETA007)>|<https:\/\/sandbox\.slack\.com\/archives\/[^|>\s]+\|[^<>]*>/g;
const broadcast = /@(?:channel|here|everyone)/i;
/** What Slack would make a link of by itself in the text beside the blocks. */
const linked = /[\p{L}\p{M}\d-]\.\p{L}[\p{L}\d-]|:\/\//u;
/** What the stand-in for a hostile model says, and no note. */
const poison = /evil\.example/i;
const noSentence = /Something went wrong on our side|\[object /;
const isOurs = /^zq\d+zq$/;

const quietMs = 60;
const patienceMs = 6_000;

function textsIn(value: unknown): readonly z.infer<typeof marked>[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value === 'string' && /^[[{]/.test(value)) return textsIn(parseJson(value));
  if (!isJsonObject(value)) return [];
  return [marked.safeParse(value).data ?? [], ...Object.values(value).flatMap(textsIn)].flat();
}

/** An error of our own: that a service was late is told in plain words, and a busy machine makes it so. */
const isBroken = (line: string) => /"level":50/.test(line) && !line.includes('"type":"UpstreamError"');

function wrongWithText(text: string): readonly string[] {
  const bare = text.replace(ours, '');
  if (bare.includes('<')) return ['something alive'];
  return broadcast.test(bare) ? ['a broadcast'] : [];
}

function wrongWith(request: unknown): readonly string[] {
  const { data: message } = sentMessage.safeParse(request);
  const texts = textsIn(request);
  const whole = JSON.stringify(request ?? null);
  return [
    ...texts.flatMap(({ text }) => wrongWithText(text)),
    ...(texts.some(({ verbatim }) => verbatim !== true) ? ['markup that Slack makes links in'] : []),
    ...(poison.test(whole) ? ['an address of the model'] : []),
    ...(message ? wrongWithText(message.text) : []),
    ...(message && linked.test(message.text) ? ['a link in a message’s text'] : []),
    ...(message?.link_names === undefined ? [] : ['link_names']),
  ];
}

interface Watched {
  /** Calls that a forged payload may fail with a reference are let pass. */
  readonly mayFail?: boolean;
}

/** Looks at all that the bot sent, logged and was refused since the last look. */
export function createWatch(world: World) {
  let lastCall = 0;
  let refused = 0;
  let logged = 0;
  const unhandled: string[] = [];
  const onUnhandled = (reason: unknown) => void unhandled.push(String(reason));
  process.on('unhandledRejection', onUnhandled);

  function newCalls() {
    const calls = world.slack.log.calls().filter(({ id }) => id > lastCall);
    lastCall = calls.at(-1)?.id ?? lastCall;
    return calls;
  }

  function look({ mayFail = false }: Watched = {}): readonly string[] {
    const sent = newCalls().filter(({ kind }) => kind !== 'delivery');
    const layouts = world.slack.log.refusedLayouts();
    const lines = world.logged.slice(logged);
    const faults = [
      ...sent.flatMap(({ name, request }) =>
        wrongWith(request).map((fault) => `${name}: ${fault}: ${JSON.stringify(request).slice(0, 400)}`),
      ),
      ...(mayFail ? [] : sent)
        .filter(({ request }) => noSentence.test(JSON.stringify(request ?? null)))
        .map(({ name, request }) => `${name}: no clear sentence: ${JSON.stringify(request).slice(0, 400)}`),
      ...layouts
        .slice(refused)
        // Slack says that of an upload which it still looks at: the bot tries again.
        .filter(({ messages }) => !messages.every((line) => line.includes('invalid slack file')))
        .map(({ name, error, messages }) => `${name} refused: ${error} ${messages.join(' ')}`),
      ...lines.filter((line) => line.match(/zq\d+zq/) || /"level":(?:60)/.test(line)),
      ...(mayFail ? [] : lines.filter((line) => isBroken(line))),
      ...unhandled.splice(0),
    ];
    refused = layouts.length;
    logged = world.logged.length;
    return faults;
  }

  return {
    look,
    /** Until the bot has said nothing more for a moment. */
    async settle(): Promise<void> {
      const until = performance.now() + patienceMs;
      const newest = () => world.slack.log.calls().at(-1)?.id;
      for (let seen = newest(), since = performance.now(); performance.now() < until; ) {
        await pause(15);
        if (newest() !== seen) [seen, since] = [newest(), performance.now()];
        else if (performance.now() - since > quietMs) return;
      }
    },
    stop: () => void process.off('unhandledRejection', onUnhandled),
  };
}

export type Watch = ReturnType<typeof createWatch>;

/** The words by which notes are known, in whatever it is. */
export function marksIn(value: unknown): readonly string[] {
  return (JSON.stringify(value) ?? '').match(/zq\d+zq/g)?.filter((one) => isOurs.test(one)) ?? [];
}

import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { median, ms, quantile, ratio } from './figures.ts';
import { type Neighbours, startNeighbours } from './load-neighbours.ts';
import { createTyped, formPayload, isRefusal } from './load-payloads.ts';
import { startOnce } from './load-starts.ts';
import { type Lines, openLines, type Sent } from './steady-load.ts';
import { printTable, verdict } from './table.ts';
import { startWatched, type Watched } from './watched-process.ts';

const settings = z
  .object({
    LOAD_RATE: z.coerce.number().default(200),
    LOAD_SECONDS: z.coerce.number().default(5),
    LOAD_WARM_SECONDS: z.coerce.number().default(5),
    LOAD_SOAK_SECONDS: z.coerce.number().default(0),
    LOAD_SOAK_RATE: z.coerce.number().default(20),
    LOAD_STARTS: z.coerce.number().default(3),
  })
  .parse(process.env);

const reps: readonly [string, ...string[]] = [
  'U0REP00000',
  ...Array.from({ length: 49 }, (_, index) => `U0REP${String(index + 1).padStart(5, '0')}`),
];
const savesASecond = 2;
const [mostAckMs, mostSaveMs, mostGrowth, mostAgainstBolt] = [1_000, 1_200, 20, 1.5];
const [mostStartAgainstBolt, mostMemoryAgainstBolt] = [1.6, 1.5];
/** A brief gives memory up after ten seconds, and what was refused by Slack's door goes another way. */
const answeredWithinMs = 60_000;
const bolt = ['bench/bare-bolt.mjs'];
const { scripts } = z
  .object({ scripts: z.object({ start: z.string() }) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
/** As `npm start` starts it. */
const bot = scripts.start.split(' ').slice(1);

/** Many commands a second at the built bot and at bare Bolt, with memory healthy and hung; true when the bars hold. */
export async function benchLoad(): Promise<boolean> {
  const neighbours = await startNeighbours(reps);
  try {
    const starts = await benchStarts(neighbours);
    const load = await benchRates(neighbours);
    const soak = settings.LOAD_SOAK_SECONDS === 0 || (await benchSoak(neighbours));
    return starts && load && soak;
  } finally {
    await neighbours.close();
  }
}

/** Where a minute has many tokens, the tokenizer is not needed. */
const withoutTokenizer = { GROQ_TPM: '1000000', GROQ_CHECK_TPM: '1000000' };

async function benchStarts({ env }: Neighbours): Promise<boolean> {
  const programs = [
    { name: 'bare Bolt', program: bolt, env },
    { name: 'the bot', program: bot, env: { ...env, ...withoutTokenizer } },
    { name: 'the bot, GROQ_TPM 8,000', program: bot, env },
  ];
  const seen = programs.map(({ name }) => ({ name, starts: [] as number[], sizes: [] as number[] }));
  for (let turn = 0; turn < settings.LOAD_STARTS; turn += 1) {
    for (const [index, one] of programs.entries()) {
      const { startMs, megabytes } = await startOnce(one.program, one.env);
      seen[index]?.starts.push(startMs);
      seen[index]?.sizes.push(megabytes);
    }
  }
  const [base, own] = seen.map(({ starts, sizes }) => ({ start: median(starts), size: median(sizes) }));
  const [baseStart, baseSize] = [base?.start ?? Number.NaN, base?.size ?? Number.NaN];
  printTable(
    `Start until the port is open, and memory two seconds later: median of ${settings.LOAD_STARTS}`,
    ['', 'start ms', 'against Bolt', 'memory MB', 'against Bolt'],
    seen.map(({ name, starts, sizes }) => {
      const [start, size] = [median(starts), median(sizes)];
      return [name, ms(start), ratio(start, baseStart), size.toFixed(1), ratio(size, baseSize)];
    }),
  );
  const isSoon = verdict(
    `starts within ${mostStartAgainstBolt} of bare Bolt`,
    (own?.start ?? Number.NaN) <= baseStart * mostStartAgainstBolt,
  );
  const isSmall = verdict(
    `takes at most ${mostMemoryAgainstBolt} of bare Bolt's memory, without the tokenizer`,
    (own?.size ?? Number.NaN) <= baseSize * mostMemoryAgainstBolt,
  );
  return isSoon && isSmall;
}

interface Run {
  readonly name: string;
  readonly sent: readonly Sent[];
  readonly saves: readonly Sent[];
  readonly unanswered: number;
  readonly wrongs: number;
  readonly warm: number;
  readonly growth: number;
  readonly mostInHand: number;
}

async function benchRates(neighbours: Neighbours): Promise<boolean> {
  const runs: Run[] = [];
  const base = await startWatched(bolt, neighbours.env);
  runs.push(await rate('bare Bolt', base, neighbours, false));
  await base.end();
  for (const hangs of [false, true]) {
    const own = await startWatched(bot, { ...neighbours.env, ...withoutTokenizer });
    runs.push(await rate(hangs ? 'the bot, memory hung' : 'the bot', own, neighbours, hangs));
    await neighbours.memoryHeals();
    await own.end();
  }
  return report(runs);
}

/** Warm first, with memory as it is then to be; saves are sent among the commands. */
async function rate(name: string, target: Watched, neighbours: Neighbours, hangs: boolean): Promise<Run> {
  const lines = openLines(target.url);
  const typed = createTyped(neighbours);
  await neighbours.forget();
  await lines.steadily(20, 1, typed);
  const forms = name === 'bare Bolt' ? [] : await formsFor(lines, neighbours, typed);
  if (hangs) await neighbours.memoryHangs();
  await lines.steadily(settings.LOAD_RATE, settings.LOAD_WARM_SECONDS, typed);
  await pause(1_000);
  const warm = await target.megabytes();
  await neighbours.forget();
  const watch = watchTarget(target);
  const [sent, saves] = await Promise.all([
    lines.steadily(settings.LOAD_RATE, settings.LOAD_SECONDS, typed),
    lines.steadily(savesASecond, forms.length / savesASecond, (index) => formPayload(forms, index)),
  ]);
  const { wrongs, unanswered } = await whenAnswered(neighbours, sent);
  const { mostMegabytes, mostInHand } = await watch.end();
  await lines.close();
  return { name, sent, saves, unanswered, wrongs, warm, growth: mostMegabytes - warm, mostInHand };
}

async function formsFor(lines: Lines, neighbours: Neighbours, typed: ReturnType<typeof createTyped>) {
  const forms: { trigger: string; form: unknown }[] = [];
  const wanted = Math.max(1, Math.round(savesASecond * settings.LOAD_SECONDS));
  while (forms.length < wanted) {
    const command = typed.form(forms.length);
    await lines.send(command);
    let form: unknown = null;
    for (let look = 0; form === null && look < 500; look += 1) {
      await pause(20);
      form = await neighbours.formOf(command.number);
    }
    if (form === null) throw new Error('no form was shown');
    forms.push({ trigger: command.number, form });
  }
  return forms;
}

/** What a process holds at most while it is watched. */
function watchTarget(target: Watched) {
  let [mostMegabytes, mostInHand] = [0, 0];
  const look = async () => {
    mostMegabytes = Math.max(mostMegabytes, await target.megabytes());
    const inHand = await target.figure('queue_depth{queue="asked for"}').catch(() => 0);
    mostInHand = Math.max(mostInHand, inHand);
  };
  const timer = setInterval(() => void look(), 1_000);
  return {
    async end() {
      clearInterval(timer);
      await look();
      return { mostMegabytes, mostInHand };
    },
  };
}

/** Each was refused in its acknowledgement, or answered by a message or a form. */
async function whenAnswered(neighbours: Neighbours, sent: readonly Sent[]) {
  const waited = sent.filter((one) => one.status === 200 && !isRefusal(one));
  const until = performance.now() + answeredWithinMs;
  for (;;) {
    const { answered, wrongs } = await neighbours.told();
    const there = new Set(answered);
    const unanswered = waited.filter(({ number }) => !there.has(number)).length;
    if (unanswered === 0 || performance.now() > until) return { wrongs, unanswered };
    await pause(500);
  }
}

function report(runs: readonly Run[]): boolean {
  const timesOf = (sent: readonly Sent[]) => sent.map((one) => one.ms);
  const [base] = runs;
  const boltP99 = quantile(timesOf(base?.sent ?? []), 0.99);
  printTable(
    `${settings.LOAD_RATE} commands a second over 20 connections for ${settings.LOAD_SECONDS} s, ms until acknowledged`,
    ['', 'sent', 'p50', 'p99', 'max', 'p99 against Bolt', 'refused', 'failed', 'unanswered', 'wrong'],
    runs.map(({ name, sent, unanswered, wrongs }) => {
      const times = timesOf(sent);
      const p99 = quantile(times, 0.99);
      const failed = sent.filter(({ status }) => status !== 200).length;
      const counts = [sent.filter(isRefusal).length, failed, unanswered, wrongs];
      return [
        ...[name, String(sent.length), ms(median(times)), ms(p99), ms(quantile(times, 1))],
        ...[ratio(p99, boltP99), ...counts.map(String)],
      ];
    }),
  );
  printTable(
    'Saves among them, and memory',
    ['', 'saves', 'p50', 'max', 'MB when warm', 'growth MB', 'most in hand'],
    runs.map(({ name, saves, warm, growth, mostInHand }) => {
      const times = timesOf(saves);
      const took = saves.length === 0 ? ['', ''] : [ms(median(times)), ms(quantile(times, 1))];
      return [name, String(saves.length), ...took, warm.toFixed(1), growth.toFixed(1), String(mostInHand)];
    }),
  );
  return runs
    .slice(1)
    .flatMap(({ name, sent, saves, unanswered, wrongs, growth }) => {
      const times = timesOf(sent);
      const p99 = quantile(times, 0.99);
      const isWhole = [...sent, ...saves].every(({ status }) => status === 200);
      return [
        verdict(
          `${name}: no command is acknowledged later than ${mostAckMs} ms`,
          quantile(times, 1) <= mostAckMs,
        ),
        verdict(`${name}: no error, and each is answered`, isWhole && unanswered === 0 && wrongs === 0),
        verdict(`${name}: p99 within ${mostAgainstBolt} of bare Bolt's`, p99 <= boltP99 * mostAgainstBolt),
        verdict(`${name}: a save takes at most ${mostSaveMs} ms`, quantile(timesOf(saves), 1) <= mostSaveMs),
        verdict(`${name}: memory grows by less than ${mostGrowth} MB after warming up`, growth < mostGrowth),
      ];
    })
    .every(Boolean);
}

/** Mixed commands for a long time: memory of the later half against that of the earlier one. */
async function benchSoak(neighbours: Neighbours): Promise<boolean> {
  const { LOAD_SOAK_SECONDS: seconds, LOAD_SOAK_RATE: perSecond } = settings;
  const own = await startWatched(bot, { ...neighbours.env, ...withoutTokenizer });
  const lines = openLines(own.url);
  const typed = createTyped(neighbours, ['brief', 'log', 'timeline', 'ask', 'pipeline', 'digest']);
  const [parts, rows]: [number, string[][]] = [10, []];
  const sizes: number[] = [];
  let late = 0;
  for (let part = 0; part < parts; part += 1) {
    const sent = await lines.steadily(perSecond, seconds / parts, typed);
    await neighbours.forget();
    const size = await own.megabytes();
    sizes.push(size);
    const times = sent.map((one) => one.ms);
    late += sent.filter((one) => one.status !== 200 || one.ms > mostAckMs).length;
    const figures = [quantile(times, 0.99), quantile(times, 1)].map(ms);
    rows.push([
      `${part + 1}`,
      String(sent.length),
      ...figures,
      String(sent.filter(isRefusal).length),
      size.toFixed(1),
    ]);
  }
  await lines.close();
  await own.end();
  const head = ['tenth', 'sent', 'p99', 'max', 'refused', 'memory MB'];
  printTable(`${perSecond} mixed commands a second for ${seconds} s`, head, rows);
  const grown = median(sizes.slice(-3)) - median(sizes.slice(2, 5));
  const isFlat = verdict(`memory stays flat: ${grown.toFixed(1)} MB more at the end`, grown < mostGrowth);
  return verdict('none failed, none came late', late === 0) && isFlat;
}

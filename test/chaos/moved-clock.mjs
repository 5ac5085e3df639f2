// Loaded before the built bot, which knows nothing of it: its clock is moved, and its beats of a minute come, when the
// parent process says so. The machine's timers go on as they are. The parent is told when nothing is under way any more.
import { syncBuiltinESMExports } from 'node:module';
import promises from 'node:timers/promises';

const RealDate = Date;
const realInterval = globalThis.setInterval;
const realFetch = globalThis.fetch;
const realPause = promises.setTimeout;
const beats = new Set();
let offset = Number(process.env.CLOCK_OFFSET_MS ?? 0);
let underWay = 0;
let looks = 0;

class MovedDate extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + offset);
    else super(...args);
  }
  static now() {
    return RealDate.now() + offset;
  }
}
globalThis.Date = MovedDate;

globalThis.setInterval = (work, ms, ...rest) => {
  if (ms === 60_000) beats.add(work);
  return realInterval(work, ms, ...rest);
};

/** With its body, which may come a while after its head. */
async function whole(reply) {
  const body = await reply.arrayBuffer();
  return new Response(body.byteLength > 0 ? body : null, reply);
}

async function counted(work) {
  underWay += 1;
  looks = 0;
  try {
    return await work();
  } finally {
    underWay -= 1;
    looks = 0;
  }
}

// A request, and a pause before the next one; what waits for longer is nothing that a step of a story waits for.
const longestPauseMs = 5_000;
globalThis.fetch = (...request) => counted(async () => whole(await realFetch(...request)));
promises.setTimeout = (ms, ...rest) =>
  ms > longestPauseMs ? realPause(ms, ...rest) : counted(() => realPause(ms, ...rest));
syncBuiltinESMExports();

const lookMs = 20;
const idleLooks = 15;

/** Counted in turns of this process, so that a busy machine makes it slower and not wrong. */
async function untilIdle() {
  for (looks = 0; looks < idleLooks; looks += underWay > 0 ? 0 : 1) await realPause(lookMs);
}

process.on('message', ({ offsetMs, turn }) => {
  offset = offsetMs ?? offset;
  for (const beat of beats) beat();
  void untilIdle().then(() => process.send({ turn }));
});
process.channel?.unref();

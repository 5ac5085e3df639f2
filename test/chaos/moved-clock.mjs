// Loaded before the built bot, which knows nothing of it: its clock is moved, and its beats of a minute come, when the
// parent process says so. The machine's timers go on as they are.
const RealDate = Date;
const realInterval = globalThis.setInterval;
const beats = new Set();
let offset = Number(process.env.CLOCK_OFFSET_MS ?? 0);

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

process.on('message', ({ offsetMs }) => {
  offset = offsetMs;
  for (const beat of beats) beat();
});
process.channel?.unref();

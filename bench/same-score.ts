import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createModelServer } from '../sandbox/model/model-server.ts';
import { dayIn } from '../src/util/calendar.ts';
import { fillBank, type Target } from './fill.ts';
import { makeNotes } from './notes.ts';
import { type ScoreOrder, type Standing, standingSchema } from './score-order.ts';
import { printTable, verdict } from './table.ts';

const readerPath = fileURLToPath(new URL('score-reader.ts', import.meta.url));
const asker = 'UREPONE';

/** One deal scored by several processes, each with another model behind it; true when what was read first decides. */
export async function benchSameScore(target: Target): Promise<boolean> {
  const today = dayIn('UTC', new Date());
  const notes = makeNotes({ deals: 1, notesPerDeal: 12, today, reps: [asker, 'UREPTWO'] });
  const bankOf = async () => {
    const team = `T${randomBytes(6).toString('hex').toUpperCase()}`;
    await fillBank(target, `bench-${team.toLowerCase()}`, notes);
    return team;
  };
  const [team, unread] = [await bankOf(), await bankOf()];
  const [honest, hostile] = await Promise.all([createModelServer(now()), createModelServer(now())]);
  hostile.faults.set({ kind: 'hostile' });
  const deal = notes[0]?.deal.key ?? '';
  const where = { ...target, apiKey: target.apiKey ?? '', deal, asker };
  const order = { ...where, team, modelUrl: hostile.url, model: 'rules', reads: true };
  try {
    const first = await standElsewhere({ ...order, modelUrl: honest.url });
    const second = await standElsewhere(order);
    const third = await standElsewhere(order);
    // Its own readings would go by its name: until it has some, the first ones serve.
    const renamed = await standElsewhere({ ...order, model: 'another', reads: false });
    const alone = await standElsewhere({ ...order, team: unread });
    return report({ first, second, third, renamed, alone });
  } finally {
    await Promise.all([honest.close(), hostile.close()]);
  }
}

function now() {
  return { now: () => new Date() };
}

type Readers = Readonly<Record<'first' | 'second' | 'third' | 'renamed' | 'alone', Standing>>;

function report(by: Readers): boolean {
  const readers = [
    ['A, a model by rules, which reads', by.first],
    ['B, a hostile model', by.second],
    ['C, a hostile model', by.third],
    ['D, a hostile model of another name', by.renamed],
    ['E, a hostile model, where nothing was read', by.alone],
  ] as const;
  printTable(
    'One deal of 12 notes, scored by five processes one after the other',
    ['with', 'model calls', 'unread notes', 'score'],
    readers.map(([name, { calls, unread, value }]) => [name, String(calls), String(unread), String(value)]),
  );
  for (const [name, { factors }] of readers) {
    console.log(`${name}: ${factors.map(({ label, points }) => `${label} ${points}`).join(', ')}`);
  }
  const told = ({ value, factors }: Standing) => JSON.stringify({ value, factors });
  const later = [by.second, by.third, by.renamed];
  const isSame = later.every((one) => told(one) === told(by.first));
  const isUnasked = later.every(({ calls }) => calls === 0);
  const pids = new Set(Object.values(by).map(({ pid }) => pid));
  const isRead = by.first.calls > 0 && by.first.unread === 0 && by.first.value !== null;
  const isReal = isRead && by.alone.calls > 0 && told(by.alone) !== told(by.first) && pids.size === 5;
  verdict('the hostile model alone gives another reading, so the comparison means something', isReal);
  verdict('no note was read twice', isUnasked);
  return verdict('the same score and the same factors in A to D', isSame) && isReal && isUnasked;
}

/** Asks a fresh process. */
async function standElsewhere(order: ScoreOrder): Promise<Standing> {
  const child = spawn(process.execPath, ['--import', 'tsx', readerPath], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(order));
  const pieces: Buffer[] = [];
  for await (const piece of child.stdout) pieces.push(z.instanceof(Buffer).parse(piece));
  return standingSchema.parse(JSON.parse(Buffer.concat(pieces).toString()));
}

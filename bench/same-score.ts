import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createModelServer } from '../sandbox/model/model-server.ts';
import { dayIn } from '../src/util/calendar.ts';
import { fillBank, type Target } from './fill.ts';
import { makeNotes } from './notes.ts';
import { type Reading, readingSchema, type ScoreOrder } from './score-order.ts';
import { printTable, verdict } from './table.ts';

const readerPath = fileURLToPath(new URL('score-reader.ts', import.meta.url));
const asker = 'UREPONE';

/** One deal read by several processes, each with another model behind it; true when a kept reading decides alike. */
export async function benchSameScore(target: Target): Promise<boolean> {
  const today = dayIn('UTC', new Date());
  const notes = makeNotes({ deals: 1, notesPerDeal: 12, today, reps: [asker, 'UREPTWO'] });
  const team = `T${randomBytes(6).toString('hex').toUpperCase()}`;
  await fillBank(target, `bench-${team.toLowerCase()}`, notes);
  const [honest, hostile] = await Promise.all([createModelServer(now()), createModelServer(now())]);
  hostile.faults.set({ kind: 'hostile' });
  const deal = notes[0]?.deal.key ?? '';
  const order = { ...target, apiKey: target.apiKey ?? '', team, deal, asker };
  try {
    const first = await readElsewhere({ ...order, modelUrl: honest.url, model: 'rules' });
    const second = await readElsewhere({ ...order, modelUrl: hostile.url, model: 'rules' });
    const third = await readElsewhere({ ...order, modelUrl: hostile.url, model: 'rules' });
    const unkept = await readElsewhere({ ...order, modelUrl: hostile.url, model: 'another' });
    return report({ first, second, third, unkept });
  } finally {
    await Promise.all([honest.close(), hostile.close()]);
  }
}

function now() {
  return { now: () => new Date() };
}

function report(by: Readonly<Record<'first' | 'second' | 'third' | 'unkept', Reading>>): boolean {
  const readers = [
    ['A, a model by rules', by.first],
    ['B, a hostile model', by.second],
    ['C, a hostile model', by.third],
    ['D, a hostile model, nothing kept', by.unkept],
  ] as const;
  printTable(
    'One deal of 12 notes, read by four processes one after the other',
    ['who reads', 'source', 'score'],
    readers.map(([name, { source, value }]) => [name, source, String(value)]),
  );
  for (const [name, { factors }] of readers) {
    console.log(`${name}: ${factors.map(({ label, points }) => `${label} ${points}`).join(', ')}`);
  }
  const told = ({ value, factors }: Reading) => JSON.stringify({ value, factors });
  const isSame = [by.second, by.third].every((one) => told(one) === told(by.first));
  const pids = new Set(Object.values(by).map(({ pid }) => pid));
  const isReal = by.first.source === 'model' && told(by.unkept) !== told(by.first) && pids.size === 4;
  verdict('the hostile model alone gives another reading, so the comparison means something', isReal);
  return verdict('the same score and the same factors in every process', isSame) && isReal;
}

/** Reads in a fresh process, which ends when what it keeps is kept. */
async function readElsewhere(order: ScoreOrder): Promise<Reading> {
  const child = spawn(process.execPath, ['--import', 'tsx', readerPath], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(order));
  const pieces: Buffer[] = [];
  for await (const piece of child.stdout) pieces.push(z.instanceof(Buffer).parse(piece));
  return readingSchema.parse(JSON.parse(Buffer.concat(pieces).toString()));
}

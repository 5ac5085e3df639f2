import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createImportStore, type ImportRecord } from '../../src/import/import-store.ts';
import { createImports, type RowOwner } from '../../src/import/imports.ts';
import { createHindsight } from '../../src/memory/hindsight/hindsight.ts';
import { createAliasedMemory } from '../../src/memory/identity/aliased-memory.ts';
import type { NoteHeader } from '../../src/memory/note.ts';
import { countedLength } from '../../src/slack/kit/blocks.ts';
import { noonIn } from '../../src/slack/kit/dates.ts';
import { clean, limits } from '../../src/slack/kit/text.ts';

/** Which server and bank, and where the file lies that stands for the one at Slack. */
export interface RigOptions {
  readonly url: string;
  readonly apiKey: string;
  readonly prefix: string;
  readonly file: string;
}

/** What of the world a test holds in its own hand; the machine's own where it does not. */
interface Surroundings {
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: () => Date;
  /** Called between two batches, and before another try. */
  readonly pause?: () => Promise<boolean>;
  readonly ownersOf?: (cells: readonly string[]) => Promise<ReadonlyMap<string, RowOwner>>;
  readonly onBrought?: (notes: readonly NoteHeader[]) => void;
}

export const author = { id: 'U0AVA00001', zone: 'Europe/Stockholm', isMonthFirst: false };

/** Imports on a server, as the program wires them, without Slack. */
export function importRig(
  { url, apiKey, prefix, file }: RigOptions,
  {
    fetch = globalThis.fetch,
    now = () => new Date(),
    pause = async () => true,
    ownersOf = async () => new Map(),
    onBrought = () => undefined,
  }: Surroundings = {},
) {
  const warn = () => undefined;
  const stored = createHindsight({ url, apiKey, prefix, team: 'T0IMPORT', fetch, now, warn });
  const meant = createAliasedMemory({ ...stored, now });
  const store = createImportStore(stored.state);
  const imports = createImports({
    ...{ ...stored, ...meant, store, now, newId: randomUUID },
    words: { clean, length: countedLength, longest: limits.note, noonIn },
    load: () => readFile(file),
    ...{ ownersOf, onBrought },
    onGone: () => undefined,
    work: { pause },
  });
  return { ...stored, ...meant, imports, store };
}

/** The file as Slack names it. */
export const fileAtSlack = { id: 'F1', name: 'calls.csv', url: 'https://files.slack.com/x', size: 1 };

/** Begins an import as a yes does. */
export async function begin({ imports, store }: ReturnType<typeof importRig>): Promise<ImportRecord> {
  const { record, plan } = await imports.offer({
    ...{ author, by: author.id, file: fileAtSlack, visibility: 'private' },
  });
  const begun = { ...record, status: 'running' as const, total: plan.notes.length };
  await store.put(begun);
  return begun;
}

const given =
  'Ada Bo Cleo Dag Elsa Finn Greta Hugo Ines Jon Kaja Leif Mira Nils Olga Per Rosa Sven Tuva Ulf'.split(' ');
const family = 'Almqvist Borgen Czerny Dahlke Engström Farkas Grimaldi Holub Ivarsson Jurgens'.split(' ');
const firms = 'Hollowmere Fennick Gransee Vintra Pelworm Quenby Kestrel Norvane Brightmoor Ostlund'.split(
  ' ',
);

/** A sheet of so many calls with two hundred people at twenty firms, each row its own words. */
export function sheetOf(rows: number): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const person = `${given[index % 20]} ${family[Math.floor(index / 20) % 10]}`;
    const day = new Date(Date.UTC(2026, 9, 1) - (index % 400) * 86_400_000).toISOString().slice(0, 10);
    const firm = `${firms[index % 10]}${index % 20 < 10 ? '' : ' Works'}`;
    return `${day},${person},${firm},"Call number ${index}: asked for the plan, ${index % 40} seats, and an answer by Friday"`;
  });
  return ['Date,Contact,Company,Notes', ...lines].join('\n');
}

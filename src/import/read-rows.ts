import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { UserError } from '../errors.ts';

/** A file as a table: what its first row calls the columns, and the rows below. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

/** One row below the first. */
export interface TableRow {
  /** As a spreadsheet counts them: the names of the columns are row 1 where nothing stands above them. */
  readonly number: number;
  /** As many as there are columns, white space around them gone. */
  readonly cells: readonly string[];
}

/** More would not fit into the memory of a small machine. */
const mostRows = 50_000;
const mostColumns = 400;
const chunkLength = 64_000;

/** Reads a CSV, whatever it is encoded in and parted by. @throws UserError for what is none. */
export async function readTable(bytes: Uint8Array): Promise<Table> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    throw new UserError('That is a workbook, not a CSV. Save it as CSV and send it again.');
  const { text, above } = withoutSeparatorLine(decode(bytes));
  const parser = parse({
    delimiter: above ?? delimiterOf(text),
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: 2_000_000,
  });
  // A failure of the pipe ends the loop below with the same error.
  const records = Readable.from(chunksOf(text)).pipe(parser);
  return tableOf(records, above === undefined ? 0 : 1).catch((error: unknown) => {
    if (error instanceof UserError) throw error;
    throw new UserError('That file can not be read as a CSV. Export it once more and send it again.');
  });
}

async function tableOf(records: AsyncIterable<unknown>, above: number): Promise<Table> {
  let columns: readonly string[] | undefined;
  const rows: TableRow[] = [];
  let number = above;
  for await (const record of records) {
    number += 1;
    const cells = cellsOf(record);
    const filled = cells.filter((cell) => cell !== '').length;
    if (filled === 0) continue;
    if (columns === undefined) {
      // A title may stand above the names of the columns.
      if (filled > 1) columns = cells.slice(0, mostColumns);
      continue;
    }
    if (rows.length === mostRows)
      throw new UserError(`That file has more than ${mostRows} rows. Send it in parts.`);
    const width = columns.length;
    rows.push({ number, cells: Array.from({ length: width }, (_, index) => cells[index] ?? '') });
  }
  if (columns === undefined || rows.length === 0)
    throw new UserError(
      'There are no rows in that file. It needs the names of its columns first, and a row for each note.',
    );
  return { columns, rows };
}

function cellsOf(record: unknown): readonly string[] {
  return Array.isArray(record) ? record.map((cell) => String(cell).trim()) : [];
}

function* chunksOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += chunkLength) yield text.slice(start, start + chunkLength);
}

/** By its mark, else by what it can be; what is no UTF-8 is of an old Windows. */
function decode(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  if (encoding !== undefined) return new TextDecoder(encoding).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function encodingOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Without its mark every second byte of plain Latin text is zero.
  const start = bytes.subarray(0, 400);
  const zeros = (odd: number) => start.filter((byte, index) => index % 2 === odd && byte === 0).length;
  if (zeros(1) > start.length / 4) return 'utf-16le';
  return zeros(0) > start.length / 4 ? 'utf-16be' : undefined;
}

/** Excel may say in a line of its own what parts the cells. */
function withoutSeparatorLine(text: string): { text: string; above?: string } {
  const [line, above] = /^\uFEFF?sep=(.)\r?\n/.exec(text) ?? [];
  return line !== undefined && above !== undefined ? { text: text.slice(line.length), above } : { text };
}

const delimiters = [',', ';', '\t', '|'];

/** What stands most often between the cells of the first lines, outside of quotes. */
function delimiterOf(text: string): string {
  const start = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, '');
  const lines = start.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  const head = lines.slice(0, 5).join('\n');
  const counted = delimiters.map((delimiter) => ({ delimiter, count: head.split(delimiter).length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.delimiter ?? ',';
}

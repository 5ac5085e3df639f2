import { processRows } from './process-rows.ts';
import { readRows } from './read-rows.ts';
import type { Row } from './rows.ts';
import { saveRows } from './save-rows.ts';

export const allRows: readonly Row[] = [...saveRows, ...readRows, ...processRows];

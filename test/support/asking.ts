import { expect } from 'vitest';
import type { Someone } from './person.ts';

/** Types a line and waits until these words stand in a newer message than before, or in a modal. */
export async function ask(someone: Someone, line: string, words: RegExp): Promise<void> {
  const before = someone.texts().length;
  await someone.type(line);
  const shown = () => `${someone.texts().slice(before).join()}\n${someone.modalText()}`;
  await expect.poll(shown).toMatch(words);
}

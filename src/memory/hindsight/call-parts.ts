import { checkedId } from './ids.ts';

/** Further tries, for what may be done twice. */
export const retries = 2;

/** @throws RangeError for ids that we did not make. */
export function pathOf(bank: string, id: string): { bank_id: string; document_id: string } {
  return { bank_id: checkedId(bank), document_id: checkedId(id) };
}

/** No tags would mean no filter. @throws RangeError */
export function nonEmpty(tags: readonly string[]): readonly string[] {
  if (tags.length === 0 || tags.includes('')) throw new RangeError('a read or a write without a tag');
  return tags;
}

/** For all tries of one write together. */
export const writeMs = 10_000;

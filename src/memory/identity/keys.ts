import { hashOf } from '../../util/hash.ts';
import type { DealKeys } from '../note.ts';
import { canonical } from './names.ts';

const slugLength = 40;
const hashLength = 12;

/** Key of a person at a company, fit for a tag; equal for equal canonical forms. */
export function prospectKey(name: string, company: string | null): string {
  return keyOf([name, company ?? ''], ['person', identity(name), identity(company)]);
}

/** Key of a company's deal, or of a person's when no company is known; the label tells two deals apart. */
export function dealKey(
  { name, company }: { readonly name: string; readonly company: string | null },
  label: string | null,
): string {
  const subject = company === null ? ['one', identity(name)] : ['company', identity(company)];
  return keyOf([company ?? name, label ?? ''], ['deal', ...subject, identity(label)]);
}

/** A deal's key without the names that it spells, 32 characters: for what must not tell whom it is about. */
export function dealHash(key: string): string {
  return hashOf(key, 32);
}

/** All keys under which something of the deal may be kept, its own first. */
export function keysOf({ key, joined = [] }: DealKeys): readonly string[] {
  return [key, ...joined];
}

/** The hashes of all keys of a deal, in the same order. */
export function dealHashes(deal: DealKeys): readonly string[] {
  return keysOf(deal).map(dealHash);
}

/** Names of symbols alone still differ from each other and from none. */
function identity(text: string | null): string | null {
  if (text === null) return null;
  return canonical(text) || text.normalize('NFKC').trim();
}

function keyOf(shown: readonly string[], basis: readonly (string | null)[]): string {
  const slug = canonical(shown.join(' '))
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, slugLength)
    .replace(/^-+|-+$/g, '');
  const hash = hashOf(JSON.stringify(basis), hashLength);
  return `${slug || 'x'}-${hash}`;
}

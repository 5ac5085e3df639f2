import { prospectKey } from '../keys.ts';
import type { Prospect } from '../note.ts';
import type { Access } from './access.ts';

/** What of a note's metadata tells its people. */
interface Names {
  readonly prospect: string;
  readonly company?: string | undefined;
}

/** One person a line; somebody of another company than the deal's brings theirs behind a tab. */
export function nameLine({ name, company }: Prospect, dealCompany: string | null): string {
  const own = company === dealCompany ? [] : [company ?? ''];
  return [name, ...own].map((part) => part.replace(/[\t\n]+/g, ' ')).join('\t');
}

/** The server keeps tags in no order, so that each name finds its key by making it again. */
export function prospectsOf({ prospects: keys }: Access, metadata: Names): readonly Prospect[] | undefined {
  const named = metadata.prospect.split('\n').map((line) => {
    const [name = '', company = metadata.company ?? ''] = line.split('\t');
    return { name, company: company === '' ? null : company };
  });
  const [key, ...otherKeys] = keys;
  const [only, ...others] = named;
  if (only && key !== undefined && others.length + otherKeys.length === 0) return [{ key, ...only }];
  const prospects = named.map((one) => ({ key: prospectKey(one.name, one.company), ...one }));
  const found = new Set(prospects.map((one) => one.key));
  const isWhole = found.size === keys.length && keys.every((one) => found.has(one));
  return isWhole ? prospects : undefined;
}

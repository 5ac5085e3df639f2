import { createHash } from 'node:crypto';
import type { Brief } from '../../brief/brief.ts';

/** Changes with every note added, edited or gone, with the day, and when the model has answered: tells an old card. */
export function fingerprint({ notes, asOf, source }: Pick<Brief, 'notes' | 'asOf' | 'source'>): string {
  const versions = notes.map(({ id, loggedAt }) => `${id} ${loggedAt}`).sort();
  const basis = [asOf, source.kind === 'facts' ? source.reason : 'read', ...versions].join('\n');
  return createHash('sha256').update(basis).digest('hex').slice(0, 16);
}

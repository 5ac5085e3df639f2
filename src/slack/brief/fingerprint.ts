import { createHash } from 'node:crypto';
import type { Brief } from '../../brief/brief.ts';

type Basis = Pick<Brief, 'notes' | 'asOf' | 'source' | 'signals'>;

/**
 * Changes with every note added, edited or gone, with what people say of them, with the day, and when the model has
 * answered: tells an old card.
 */
export function fingerprint({ notes, asOf, source, signals }: Basis): string {
  const versions = notes.map(({ id, loggedAt }) => `${id} ${loggedAt}`).sort();
  const rulings = signals.flatMap(({ ruling }) => ruling?.id ?? []).sort();
  const read = source.kind === 'facts' ? source.reason : 'read';
  const basis = [asOf, read, ...versions, ...rulings].join('\n');
  return createHash('sha256').update(basis).digest('hex').slice(0, 16);
}

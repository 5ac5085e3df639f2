import { createHash } from 'node:crypto';
import { dealHash, dealKey, prospectKey } from '../../memory/identity/keys.ts';
import type { Deal, Prospect } from '../../memory/note.ts';

interface Someone {
  readonly prospect: Prospect;
  readonly deal: Deal;
}

/** A value for a select option: keys are too long for Slack's 75 characters, so it is a digest of both. */
export function personToken({ prospect, deal }: Someone): string {
  const digest = createHash('sha256').update(`${prospect.key}\n${deal.key}`).digest('hex');
  return `p:${digest.slice(0, 32)}`;
}

/** "Priya Sharma · Rentfield · Renewal". */
export function personLabel({ prospect, deal }: Someone): string {
  return [prospect.name, deal.company ?? prospect.company, deal.label].filter(Boolean).join(' · ');
}

/** The person an option stands for, among those the asker knows. */
export function personOf<T extends Someone>(token: string, people: readonly T[]): T | undefined {
  return people.find((person) => personToken(person) === token);
}

/** The same for a deal alone. */
export function dealToken({ key }: Pick<Deal, 'key'>): string {
  return `d:${dealHash(key)}`;
}

/** "Rentfield · Renewal"; a deal without a label says so. */
export function dealName({ company, label }: Deal): string {
  return [company, label ?? 'the one without a name'].filter(Boolean).join(' · ');
}

/** The person behind a label, for when nobody can be looked up; undefined when the label was cut. */
export function personFromLabel(text: string): Someone | undefined {
  const [name, company = null, label = null, ...more] = text.split(' · ');
  if (!name || more.length > 0 || text.endsWith('…')) return undefined;
  const prospect = { key: prospectKey(name, company), name, company };
  return { prospect, deal: { key: dealKey(prospect, label), company, label } };
}

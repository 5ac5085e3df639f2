import { createHash } from 'node:crypto';
import type { Deal, Prospect } from '../memory/note.ts';

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

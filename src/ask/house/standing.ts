import type { PipelineLine } from '../../brief/pipeline/pipeline.ts';
import { whenText, whomOf } from '../answer.ts';

/** "Priya Sharma at Rentfield: 55 Engaged, up 26 in 7 days, at risk: no contact for 24 days; last contact 17 Nov, 6 days ago". */
export function standing(line: PipelineLine, days: number, asOf: string): string {
  const { score, state, reading, contactDay } = line;
  const last = `last contact ${whenText(contactDay, asOf)}`;
  if (state !== 'open') return `${whomOf(line)}: ${state}; ${last}`;
  if (score === null) {
    const why = reading === 'unread' ? 'not read yet' : 'one note so far, too little for a score';
    return `${whomOf(line)}: ${why}; ${last}`;
  }
  const { momentum } = score;
  const trend =
    momentum === null || momentum === 0 ? '' : `, ${momentum > 0 ? 'up' : 'down'} ${Math.abs(momentum)}`;
  const inDays = trend === '' ? '' : `${trend} in ${days} days`;
  const risk = score.atRisk === null ? '' : `, at risk: ${score.atRisk}`;
  return `${whomOf(line)}: ${score.value} ${score.band}${inDays}${risk}; ${last}`;
}

import type { Brief } from '../../brief/brief.ts';
import { dayName } from '../dates.ts';
import { clip, type Markup, md } from '../mrkdwn.ts';
import { bar, cite, momentumText, quoted } from './phrases.ts';

/** Says when the words are not the model's; null when they are, or when there is too little to read anyway. */
export function sourceLine({ source, asker }: Brief): Markup | null {
  if (source.kind !== 'facts' || source.reason === 'thin') return null;
  const from = asker === '' ? 'this is from the notes alone' : 'this is from your notes alone';
  if (source.reason === 'busy') return md`The model is busy for a minute, so ${from}.`;
  return md`The model did not answer, so ${from}.`;
}

/** "67 Hot ▰▰▰▰▰▰▰▱▱▱ up 12 in 14 days", and why there is no score where there is none. */
export function scoreLine({ score, notes, source }: Brief): Markup | null {
  if (score) return md`*${score.value} ${score.band}* ${bar(score.value)} ${momentumText(score)}`;
  if (notes.length === 1) return md`One note so far: facts, too little for a score.`;
  return source.kind === 'facts' ? md`No score without the model's reading.` : null;
}

/** "At risk: no contact for 24 days". */
export function riskLine({ score }: Brief): Markup | null {
  return score?.atRisk ? md`*At risk*: ${score.atRisk}` : null;
}

/** "Quiet until 2 Dec": an agreed silence or a dated step. */
export function quietText({ quietUntil, asOf }: Brief): string | null {
  return quietUntil ? `quiet until ${dayName(quietUntil, asOf)}` : null;
}

export function doNextLine(brief: Brief, max = 300): Markup {
  const label = brief.isPast ? md`*The move then*` : md`*Do next*`;
  return md`${label}  ${clip(brief.doNext.text, max)}${cite(brief, brief.doNext.cited)}`;
}

export function openWithLine(brief: Brief, max = 300): Markup | null {
  return brief.openWith
    ? md`*Open with*  ${quoted(brief.openWith.text, max)}${cite(brief, brief.openWith)}`
    : null;
}

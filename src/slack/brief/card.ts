import type { KnownBlock } from '@slack/types';
import type { Brief } from '../../brief/brief.ts';
import { actions, button, context, header, section } from '../blocks.ts';
import { dayName } from '../dates.ts';
import { type Message, message } from '../message.ts';
import { lines, type Markup, md } from '../mrkdwn.ts';
import { dealButtonValue } from './deal-button.ts';
import { fingerprint } from './fingerprint.ts';
import { ids } from './ids.ts';
import {
  bar,
  cite,
  lastContact,
  momentumText,
  noteCounts,
  openLine,
  promiseLine,
  quoted,
  subject,
  unknowns,
} from './phrases.ts';

/** How the card differs by where it stands. */
export interface CardPlace {
  /** Offers to keep it in the DM: for a card that only the asker sees and that goes away. */
  readonly offersKeep: boolean;
}

const shown = 2;

/** The brief on one phone screen: everything else is one press away. */
export function cardMessage(brief: Brief, { offersKeep }: CardPlace): Message {
  const blocks: (KnownBlock | null)[] = [
    header(subject(brief)),
    section(lines([sourceLine(brief), scoreLine(brief)])),
    section(lines([doNextLine(brief), openWithLine(brief)])),
    list(
      'Still open',
      brief.openItems.map((item) => openLine(brief, item)),
    ),
    list(
      'Promises',
      brief.promises.map((promise) => promiseLine(brief, promise)),
    ),
    context(factsLine(brief)),
    cardButtons(brief, offersKeep),
  ];
  return message(
    notification(brief),
    blocks.flatMap((block) => block ?? []),
  );
}

function sourceLine({ source }: Brief): Markup | null {
  if (source.kind !== 'facts' || source.reason === 'thin') return null;
  if (source.reason === 'busy') return md`The model is busy for a minute, so this is from your notes alone.`;
  return md`The model did not answer, so this is from your notes alone.`;
}

function scoreLine({ score, quietUntil, asOf, notes, source }: Brief): Markup | null {
  if (!score) return noScoreLine(notes.length, source);
  const risk = score.atRisk ? md`\n*At risk*: ${score.atRisk}` : md``;
  const quiet = quietUntil ? md` · quiet until ${dayName(quietUntil, asOf)}` : md``;
  return md`*${score.value} ${score.band}* ${bar(score.value)} ${momentumText(score)}${quiet}${risk}`;
}

function noScoreLine(count: number, source: Brief['source']): Markup | null {
  if (count === 1) return md`One note so far: facts, too little for a score.`;
  return source.kind === 'facts' ? md`No score without the model's reading.` : null;
}

function doNextLine(brief: Brief): Markup {
  return md`*Do next*  ${brief.doNext.text}${cite(brief, brief.doNext.cited)}`;
}

function openWithLine(brief: Brief): Markup | null {
  return brief.openWith
    ? md`*Open with*  ${quoted(brief.openWith.text, 110)}${cite(brief, brief.openWith)}`
    : null;
}

function list(title: string, rows: readonly Markup[]): KnownBlock | null {
  if (rows.length === 0) return null;
  const more = rows.length > shown ? md`  (${shown} of ${rows.length})` : md``;
  return section(lines([md`*${title}*${more}`, ...rows.slice(0, shown)]));
}

function factsLine(brief: Brief): Markup {
  const parts = [lastContact(brief), noteCounts(brief), `confidence ${brief.confidence}`, unknowns(brief, 1)];
  return md`${parts.filter(Boolean).join(' · ')}`;
}

function cardButtons(brief: Brief, offersKeep: boolean): KnownBlock {
  const value = dealButtonValue(brief.deal.key, brief.prospect?.key ?? null, fingerprint(brief.notes));
  const why = brief.score
    ? [button(ids.why, `Why ${brief.score.value}`, { value, label: 'Why this score' })]
    : [];
  return actions(
    button(ids.logCall, 'Log a call', { value, style: 'primary' }),
    ...why,
    button(ids.notes, 'Notes', { value }),
    button(ids.more, 'More', { value, label: 'The full brief' }),
    ...(offersKeep ? [button(ids.keep, 'Keep in my DM', { value })] : []),
  );
}

function notification(brief: Brief): string {
  const { score, doNext } = brief;
  const standing = score ? `, ${score.value} ${score.band}` : '';
  return `${subject(brief)}${standing}. Do next: ${doNext.text}`;
}

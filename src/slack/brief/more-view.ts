import type { ActionsBlock, Button, KnownBlock, ModalView, SectionBlock } from '@slack/types';
import type { Brief, Knowledge } from '../../brief/brief.ts';
import type { Claim, Signal } from '../../brief/score/signal.ts';
import { actions, button, context, modal, section } from '../blocks.ts';
import { dayName } from '../dates.ts';
import { ids as handoverIds } from '../handover/ids.ts';
import { limits } from '../limits.ts';
import { mendButton } from '../mend/mend-buttons.ts';
import { lines, type Markup, md } from '../mrkdwn.ts';
import { contradictionsBlocks, correctedBlocks } from '../ruling/blocks.ts';
import { objectionLedger, promiseLedger } from '../ruling/ledger.ts';
import { encodeState } from '../ruling/state.ts';
import { ids as shareIds } from '../share/ids.ts';
import { briefValue, dealButtonValue } from './deal-button.ts';
import { cite, claimLine, heading, lastContact, noteCounts, quoted } from './phrases.ts';
import { staleNotice } from './stale-notice.ts';
import { doNextLine, openWithLine, scoreLine } from './standing.ts';

/** Everything the brief holds, section by section; empty ones are left out. */
export function moreView(brief: Brief, isStale: boolean, told: readonly KnownBlock[] = []): ModalView {
  const standing = md`${lastContact(brief)} · ${noteCounts(brief)} · confidence ${brief.confidence}`;
  const blocks = [
    ...staleNotice(isStale),
    ...told,
    section(
      lines([md`*${heading(brief)}*`, scoreLine(brief), standing, doNextLine(brief), openWithLine(brief)]),
      shareButton(brief),
    ),
    ...contradictionsBlocks(brief),
    ...whatToDo(brief),
    ...whatIsKnown(brief),
    ...checkedLine(brief),
  ];
  const buttons = moreButtons(brief);
  const shown = [...blocks.slice(0, limits.viewBlocks - buttons.length), ...buttons];
  return { ...modal('The full brief', shown), private_metadata: encodeState(brief, 'more') };
}

/** What can be done with the deal as it is now; a brief of the past is for reading. */
function moreButtons(brief: Brief): ActionsBlock[] {
  const { deal, prospect, isPast } = brief;
  if (isPast) return [];
  const value = dealButtonValue(deal.key, prospect?.key ?? null);
  const handOver = { value, label: 'Hand this deal over to a colleague' };
  return [actions(button(handoverIds.open, 'Hand over…', handOver), mendButton(brief))];
}

function shareButton(brief: Brief): Button {
  const value = briefValue(brief);
  return button(shareIds.brief, 'Share', { value, label: 'Share this brief in a channel' });
}

function whatToDo(brief: Brief): SectionBlock[] {
  const claims = (all: readonly Claim[]) => all.map((claim) => claimLine(brief, claim));
  return [
    ...list('Recommendation', claims(brief.recommendation)),
    ...list('Since the last call', claims(brief.changed)),
    ...objectionLedger(brief),
    ...promiseLedger(brief),
    ...correctedBlocks(brief),
  ];
}

function whatIsKnown(brief: Brief): SectionBlock[] {
  const { budget, competitors, people, tone, knowledge, raises } = brief;
  return [
    ...list(
      'Budget',
      budget.map((signal) => signalLine(brief, signal)),
    ),
    ...list(
      'Competitors',
      competitors.map((signal) => signalLine(brief, signal)),
    ),
    ...list(
      'People',
      people.map((person) => personLine(brief, person)),
    ),
    ...list('Tone', tone ? [claimLine(brief, tone)] : []),
    ...list(
      'What is known',
      knowledge.map((known) => knowledgeLine(brief, known)),
    ),
    ...list(
      'What would raise the score, in one call today',
      raises.map(({ text, points }) => md`• ${text}: +${points}`),
    ),
  ];
}

const longest = 20;

function list(title: string, rows: readonly Markup[]): SectionBlock[] {
  return rows.length > 0 ? [section(lines([md`*${title}*`, ...rows.slice(0, longest)]))] : [];
}

function signalLine(brief: Brief, { text, raisedBy, closedBy, ruling }: Signal): Markup {
  const settled = closedBy && !ruling ? cite(brief, closedBy) : md``;
  const over = closedBy ? md`; no longer so since ${dayName(closedBy.day, brief.asOf)}${settled}` : md``;
  return md`• ${text}: ${quoted(raisedBy.quote)}${cite(brief, raisedBy)}${over}`;
}

function personLine(brief: Brief, { name, role, cited }: Brief['people'][number]): Markup {
  return md`• ${name}${role ? `, ${role}` : ''}${cite(brief, cited)}`;
}

function knowledgeLine(brief: Brief, { name, topic, state, cited }: Knowledge): Markup {
  if (state === 'unknown') return md`• ${name}: not known yet (${topic})`;
  const age = state === 'stale' && cited ? ` (old: ${dayName(cited.day, brief.asOf)})` : '';
  return md`• ${name}: ${cited ? quoted(cited.quote) : 'known'}${cite(brief, cited)}${age}`;
}

function checkedLine({ droppedCount }: Brief) {
  if (droppedCount === 0) return [];
  const what = droppedCount === 1 ? '1 statement' : `${droppedCount} statements`;
  return [context(md`${what} of the model did not hold against the notes and is left out.`)];
}

import type { Gain, GainPart, MovedDay } from '../../brief/brief.ts';
import { closingDeed, closingText } from '../../brief/score/risk.ts';
import { calledOf, lastSaid, type Signal } from '../../brief/signals/signal.ts';
import { lowerFirst } from '../../util/first-letter.ts';
import { dueName } from './dates.ts';
import { dueText, quoted } from './phrases.ts';
import { lines, type Markup, md } from './text.ts';

const mostNews = 5;

/** What a note did to the score, with parts that add up, what it ended and what it opened; null when it did nothing. */
export function gainText(gain: Gain, today: string): Markup | null {
  const move = moveText(gain);
  const told: readonly (readonly [string, readonly Markup[], string])[] = [
    ['Done', gain.done.map(({ text }) => md`${text}`), ', '],
    ['No longer so', gain.off.map(offText), ', '],
    ['Moved', gain.moved.map((one) => movedText(one, today)), ' · '],
    ['Now', gain.holds.map((signal) => heldText(signal, today)), ' · '],
    ['Now open', gain.news.map((signal) => newsText(signal, today)), ' · '],
    ['Said again', gain.again.map(againText), ' · '],
  ];
  const groups = told.map(([name, all, between]) => ({ name, all: unique(all), between }));
  const left = groups.reduce((sum, { all }) => sum + Math.max(0, all.length - mostNews), 0);
  const news = [
    ...groups.flatMap(({ name, all, between }) =>
      all.length > 0 ? [md`${name}: ${lines(all.slice(0, mostNews), between)}`] : [],
    ),
    ...(left > 0 ? [md`and ${left} more`] : []),
  ];
  if (!move && news.length === 0) return null;
  return lines([move, news.length > 0 ? lines(news, ' · ') : null]);
}

/** A promise and a request of one matter are told once. */
function unique(all: readonly Markup[]): readonly Markup[] {
  return [...new Map(all.map((one) => [one.markup.toLowerCase(), one])).values()];
}

const mostParts = 5;

/** "35 → 61 Hot: pilot agreed, stage 30 → 54 (+24), next step +5", with parts that add up; null without a score. */
export function moveText({ before, after, parts }: Pick<Gain, 'before' | 'after' | 'parts'>): Markup | null {
  if (!after) return null;
  if (!before) return md`Score *${after.value} ${after.band}*`;
  if (parts.length === 0) return md`Score stays at *${after.value} ${after.band}*`;
  return md`${before.value} → *${after.value} ${after.band}*: ${partsText(parts)}`;
}

/** "pilot agreed, stage 30 → 54 (+24), agreed step +5, the rest -2": the heaviest of at least one part; all of it adds up. */
export function partsText(parts: readonly GainPart[]): string {
  const byWeight = parts.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const told = byWeight.slice(0, parts.length > mostParts ? mostParts - 1 : mostParts);
  const rest = byWeight.slice(told.length).reduce((sum, { points }) => sum + points, 0);
  const said = [
    ...parts.filter((part) => told.includes(part)).map(partText),
    ...(told.length < parts.length ? [`the rest ${signed(rest)}`] : []),
  ];
  return said.join(', ');
}

/** "pilot agreed, stage 30 → 54 (+24)", "agreed step +5", "silence past 10 days -5 → -2 (+3)". */
function partText({ label, points, moved }: GainPart): string {
  const stage = /^Stage: (.*)$/s.exec(label)?.[1];
  const name = stage ?? lowerFirst(label);
  if (!moved) return `${name} ${signed(points)}`;
  return `${name}${stage === undefined ? '' : ', stage'} ${moved.from} → ${moved.to} (${signed(points)})`;
}

/** "they asked for: Proposal, by Fri 20 Mar", "next step on Tue 24 Mar: Call", "they mean to sign on Wed 15 Apr". */
function newsText(signal: Signal, today: string): Markup {
  const { kind, who, text, dueOn } = signal;
  const due = dueOn ? md`, ${dueText({ dueOn, overdue: dueOn < today }, today)}` : md``;
  const on = dueOn ? ` on ${dueName(dueOn, today)}` : '';
  if (kind === 'promise') return md`${who === 'us' ? 'you promised' : 'they promised'}: ${text}${due}`;
  if (kind === 'buyer_request') return md`they asked for: ${text}${due}`;
  if (kind === 'next_step') return md`next step${on}: ${text}`;
  if (kind === 'close_date') return closingNews(signal, today);
  return md`${calledOf(text, signal.raisedBy)}`;
}

function closingNews(closeDate: Signal, today: string): Markup {
  const { dueOn } = closeDate;
  if (dueOn === null) return md`they mean to ${closingDeed(closeDate)}`;
  return md`${closingText(closeDate, dueOn, today, dueName)}`;
}

const heldNames: Readonly<Record<string, string>> = {
  agreed_silence: 'pause agreed',
  reason: 'the reason',
  budget_confirmed: 'budget',
  pilot_agreed: 'pilot agreed',
  proposal_out: 'offer with them',
  terms_agreed: 'agreed',
  verbal_yes: 'their yes',
};

/** "the deal rests until Mon 11 Jan", "budget: 40k PLN set aside". */
function heldText({ kind, text, dueOn }: Signal, today: string): Markup {
  if (kind === 'agreed_silence' && dueOn !== null) return md`the deal rests until ${dueName(dueOn, today)}`;
  const name = heldNames[kind] ?? '';
  return name === '' || text.toLowerCase().startsWith(name) ? md`${text}` : md`${name}: ${text}`;
}

/** "Signal coverage “cobertura falló en 3 de 8”". */
function againText(signal: Signal): Markup {
  return md`${signal.text} ${quoted(lastSaid(signal).quote)}`;
}

/** "Pilot agreed", "Call with IT (put off, no day yet)". */
function offText({ text, closedBy }: Signal): Markup {
  return closedBy?.how === 'moved' ? md`${text} (put off, no day yet)` : md`${text}`;
}

/** "signing from Wed 30 Dec to Fri 15 Jan 2027", "Call with IT to Tue 24 Mar". */
function movedText({ signal, from }: MovedDay, today: string): Markup {
  const { kind, text, dueOn } = signal;
  const signing = closingDeed(signal) === 'sign' ? 'signing' : 'the decision';
  const was = from === null ? '' : ` from ${dueName(from, today)}`;
  return md`${kind === 'close_date' ? signing : text}${was} to ${dueName(dueOn ?? today, today)}`;
}

/** "+20", "-8", "0". */
export function signed(points: number): string {
  return points > 0 ? `+${points}` : String(points);
}

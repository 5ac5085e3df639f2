import { daysBetween } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { lowerFirst, upperFirst } from '../../util/first-letter.ts';
import type { Signal } from '../signals/signal.ts';

const verbs =
  /^(?:send|bring|answer|return|redo|deliver|give|share|call|ring|prepare|fix|find|ask|get|mail|write|set up|show|install|check|confirm|talk|introduce|invite|book|arrange|organi[sz]e|revise|provide|forward|add|include|clarify|explain|replace|pay|follow up|come back)\b(?!\s+(?:on|for|to|of|from|by|with)\b)/i;

/** What goes by mail: everything else is given a day. */
const sendable =
  /\b(?:sheets?|contract|draft|offers?|quotes?|quotation|proposals?|invoices?|answers?|lists?|pack|deck|slides|guide|summary|report|plan|paper|form|link|reference|references|figures|numbers|comparison|calculation|statement|certificate|brochure|agenda|minutes|mail|letter|model|one-pager|case study|case studies|photo|photos|video|recording|sample|samples|annex|price|prices|wording|terms|questionnaire|document|documents|data)\b/i;

const determined =
  /^(?:the|an?|our|my|your|his|her|their|this|these|all|some|every|both|\p{N}\S*|\S+['’]s?|two|three|four|five|six|ten)\s/iu;

/** What was promised as an order: "Send the ROI model", "Redo invoice per factory"; what is no thing to send stands as it was said. */
export function orderOf({ text, raisedBy }: Pick<Signal, 'text' | 'raisedBy'>): string {
  const said = text.trim();
  if (verbs.test(said) || !isSent(said)) return upperFirst(said);
  const small = lowerFirst(said);
  const [first = ''] = said.split(/\s/, 1);
  // A capital that the note itself does not have only began the line.
  const isNoName = sendable.test(first) || (determined.test(said) && !/['’]/.test(first));
  const what = isNoName || raisedBy.quote.includes(small) ? small : said;
  return `Send ${determined.test(what) ? '' : 'the '}${what}`;
}

/** Whether it says what to do by itself: "call the CFO". */
export function isOrder(text: string): boolean {
  return verbs.test(text.trim());
}

export function isSent(text: string): boolean {
  return sendable.test(text);
}

/** "7 days late"; empty for what has no day or is in time. */
export function lateText({ dueOn }: Pick<Signal, 'dueOn'>, asOf: string): string {
  const days = dueOn === null ? 0 : daysBetween(dueOn, asOf);
  return days <= 0 ? '' : `${counted(days, 'day')} late`;
}

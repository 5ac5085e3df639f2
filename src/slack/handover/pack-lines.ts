import type { Brief, PromiseLine } from '../../brief/brief.ts';
import type { Cited } from '../../brief/score/signal.ts';
import { daysBetween } from '../../util/calendar.ts';
import { cite, quoted } from '../brief/phrases.ts';
import { dayName, dueName } from '../dates.ts';
import { clip, type Markup, md } from '../mrkdwn.ts';

const mostFactors = 2;
const longestText = 160;
const longestQuote = 90;

/** "“she asked who else uses it” 17 Nov [2]". */
function evidence(brief: Brief, cited: Cited): Markup {
  return md`${quoted(cited.quote, longestQuote)} ${dayName(cited.day, brief.asOf)}${cite(brief, cited)}`;
}

function row(brief: Brief, text: string, cited: Cited): Markup {
  return md`• ${clip(text, longestText)}: ${evidence(brief, cited)}`;
}

/** What weighs most in the score, for and against. */
export function whyLines(brief: Brief): readonly Markup[] {
  const factors = (brief.score?.factors ?? []).toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const told = factors.flatMap(({ label, points, cited }) =>
    cited && points !== 0 ? { label, points, cited } : [],
  );
  const signed = (points: number) => (points > 0 ? `+${points}` : String(points));
  return told
    .slice(0, mostFactors)
    .map(({ label, points, cited }) => row(brief, `${label} ${signed(points)}`, cited));
}

/** With its date; overdue ones say by how much. */
export function promiseLines(brief: Brief, who: PromiseLine['who']): readonly Markup[] {
  const theirs = brief.promises.filter((promise) => promise.who === who);
  return theirs.map(({ text, dueOn, overdue, cited }) => {
    const due = dueOn ? `by ${dueName(dueOn, brief.asOf)}` : 'no date';
    const late = overdue && dueOn ? `, ${daysBetween(dueOn, brief.asOf)} days over` : '';
    return row(brief, `${clip(text, longestText)}, ${due}${late}`, cited);
  });
}

const kindNames: Readonly<Record<string, string>> = {
  objection: 'Open objection',
  budget_doubt: 'Budget doubt',
  competitor: 'Competitor',
};

/** Whatever a newcomer could step on. */
export function landmineLines(brief: Brief): readonly Markup[] {
  const { openItems, score, quietUntil, quietBy } = brief;
  const asks = (score?.factors ?? []).filter(({ kind }) => kind === 'ask_unanswered');
  return [
    ...(score?.atRisk ? [md`• At risk: ${clip(score.atRisk, longestText)}`] : []),
    ...openItems.map((item) =>
      row(
        brief,
        `${kindNames[item.kind] ?? 'Open'}: ${item.text}${item.datePassed ? ', that date has passed' : ''}`,
        item.cited,
      ),
    ),
    ...asks.flatMap(({ cited }) => (cited ? [row(brief, 'Our ask has no answer', cited)] : [])),
    ...(quietUntil && quietBy
      ? [row(brief, `Quiet is agreed until ${dayName(quietUntil, brief.asOf)}`, quietBy)]
      : []),
  ];
}

export function nextLine(brief: Brief): Markup {
  const { text, cited } = brief.doNext;
  const said = clip(text, 300);
  return cited ? md`*Do next*  ${said} ${evidence(brief, cited)}` : md`*Do next*  ${said}`;
}

/** The newest words, so that the tone is known. */
export function newestLine(brief: Brief): Markup | null {
  const [newest] = brief.notes.toSorted((a, b) => b.day.localeCompare(a.day));
  return newest
    ? md`*Last note*  ${evidence(brief, { noteId: newest.id, day: newest.day, quote: newest.text })}`
    : null;
}

import { sayDay } from '../../brief/calendar.ts';
import type { About } from '../about.ts';
import type { CountQuestion } from './count-question.ts';

interface Scope {
  readonly about: About;
  readonly asOf: string;
}

const outcomeWords: Readonly<Record<NonNullable<CountQuestion['outcome']>, string>> = {
  spoke: 'spoken',
  objection: 'with an objection',
  next_step: 'with a next step agreed',
  no_answer: 'without an answer',
  won: 'won',
  lost: 'lost',
  note: 'just a note',
};
const mostNames = 3;

/** What was counted, in words, so that a person sees what the number leaves out. */
export function conditionWords(question: CountQuestion, scope: Scope): readonly string[] {
  const said = [...ofDeals(question), ...ofNotes(question, scope)];
  return said.flatMap((one) => (typeof one === 'string' && one !== '' ? [one] : []));
}

type Said = readonly (string | false | undefined)[];

function ofDeals({ state, band, isAtRisk, outcome, silentOver, unit, ...more }: CountQuestion): Said {
  const call = unit === 'deals' ? 'whose last call was ' : '';
  return [
    state,
    band,
    isAtRisk && 'at risk',
    outcome && `${call}${outcomeWords[outcome]}`,
    silentOver !== undefined && `more than ${silentOver} days without contact`,
    more.hasCompetitor && 'with a competitor',
    more.hasObjection && 'with an open objection',
  ];
}

function ofNotes({ words, visibility, author, period }: CountQuestion, { about, asOf }: Scope): Said {
  return [
    words.length > 0 && `with “${words.join(' ')}”`,
    visibility && (visibility === 'private' ? 'private' : 'shared with the team'),
    author && 'by you',
    period && days(period, asOf),
    about.names.length > 0 && `on ${about.names.slice(0, mostNames).join(', ')}`,
  ];
}

function days({ from, to }: { readonly from: string; readonly to: string }, asOf: string): string {
  return from === to ? sayDay(from, asOf) : `${sayDay(from, asOf)} to ${sayDay(to, asOf)}`;
}

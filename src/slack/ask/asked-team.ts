import { whomOf } from '../../ask/answer.ts';
import type { AskedTeam, AskedWeek } from '../../ask/house/house.ts';
import { linesOf, type Week, type WeekChange } from '../../digest/week.ts';
import type { Member, Members } from '../kit/members.ts';
import { dueText, subject } from '../kit/phrases.ts';
import type { ReadWeek } from '../kit/ports.ts';
import { changeText } from '../kit/week-changes.ts';
import { coverageText } from '../kit/week-lines.ts';

/** More colleagues than this are not looked up for one answer. */
const mostNames = 40;

interface Deps {
  readonly readWeek: ReadWeek;
  readonly members: Pick<Members, 'lately'>;
}

/** What an answer may say of the asker's week and of colleagues' names. */
export function askedTeam({ readWeek, members }: Deps, member: Pick<Member, 'id' | 'zone'>): AskedTeam {
  return {
    week: async () => weekAsked(await readWeek(member)),
    async names(users) {
      const found = await Promise.allSettled(users.slice(0, mostNames).map((user) => members.lately(user)));
      const known = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      return new Map(known.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])));
    },
  };
}

/** In the words of the digest, so that both say the same. */
function weekAsked(week: Week): AskedWeek {
  const needs = linesOf(week)
    .filter(({ bucket }) => bucket !== 'on_track')
    .map(({ deal, prospect, reason, next }) => ({
      who: whoIn({ prospect, deal }),
      ...{ why: reason.text, next: next.text, cited: reason.cited },
    }));
  const due = week.promises.map((promise) => {
    const us = promise.author === null || promise.author === week.rep ? 'you' : 'a colleague';
    const whom = promise.who === 'us' ? `${us}, to ${subject(promise)}` : subject(promise);
    return `${whom}: ${promise.text}, ${dueText(promise, week.asOf)}`;
  });
  const changes = week.changes.map((change) => `${whoIn(change)}: ${changeText(change, week.asOf)}`);
  const deals = [
    ...linesOf(week).map((line) => `${whoIn(line)}: ${line.why}`),
    ...week.unread.map((one) => `${whoIn(one)}: not read yet`),
  ];
  return { coverage: coverageText(week), deals, needs, due, changes };
}

function whoIn({ prospect, deal }: Pick<WeekChange, 'prospect' | 'deal'>): string {
  return whomOf({ prospects: [prospect], deal });
}

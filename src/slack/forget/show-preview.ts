import type { Forget } from '../../memory/forget.ts';
import { type Person, peopleOf, type Target } from '../../memory/identity/people.ts';
import type { Erasure, Roster } from '../../memory/memory.ts';
import { dayIn } from '../../util/calendar.ts';
import type { Asked } from '../answer.ts';
import { choicesFor, nobodyMessage } from '../choices.ts';
import type { FindPerson } from '../find-person.ts';
import type { Members } from '../members.ts';
import { ids } from './ids.ts';
import type { Subject } from './state.ts';
import { previewMessage } from './views.ts';

/** From a name to what forgetting that person would mean. */
export interface ShowPreview {
  /** What the preview's buttons stand for; undefined when the asker was shown something else. */
  byName(name: string, asked: Asked): Promise<Subject | undefined>;
  /** A person, or a company whose people are then offered one by one. */
  of(
    target: { readonly deal: string; readonly prospect: string | null },
    asked: Asked,
  ): Promise<Subject | undefined>;
}

interface Deps {
  readonly forget: Forget;
  readonly erasure: Erasure;
  readonly roster: Roster;
  readonly members: Members;
  readonly find: FindPerson;
  readonly now: () => Date;
}

const onePerson = 'Forgetting goes person by person. Who is it?';

export function createShowPreview({ forget, erasure, roster, members, find, now }: Deps): ShowPreview {
  const choices = choicesFor(ids);
  const todayOf = ({ member }: Asked) => dayIn(member.zone, now());

  async function preview(prospect: string, asked: Asked): Promise<Subject | undefined> {
    const asker = asked.member.id;
    const isAdmin = await members.isAdmin(asker);
    const [own, all] = await Promise.all([
      forget.plan({ prospect, asker, scope: 'own' }),
      isAdmin ? forget.plan({ prospect, asker, scope: 'all' }) : null,
    ]);
    const isKnown = own.person !== undefined || all?.person !== undefined;
    const shown = previewMessage({ prospect, own, all, today: todayOf(asked) });
    await asked.place.show(isKnown ? shown : nobodyMessage('them'));
    return isKnown ? { prospect, scope: all ? 'all' : 'own' } : undefined;
  }

  async function offer(people: readonly Person[], asked: Asked): Promise<undefined> {
    await asked.place.show(choices.recent(people, todayOf(asked), onePerson));
  }

  /** An admin may name somebody whom only notes of others know; only a whole name, typed as it is, finds them. */
  async function namedByAdmin(name: string, asked: Asked): Promise<readonly Person[]> {
    if (!name || !(await members.isAdmin(asked.member.id))) return [];
    const named = peopleOf(await erasure.notesNaming(name));
    return [...new Map(named.map((person) => [person.prospect.key, person])).values()];
  }

  function toTarget({ deal, prospect }: Pick<Target, 'deal' | 'prospect'>, asked: Asked) {
    return of({ deal: deal.key, prospect: prospect?.key ?? null }, asked);
  }

  const of: ShowPreview['of'] = async (target, asked) => {
    const { deal, prospect } = await roster.current(target, asked.member.id);
    if (prospect !== null) return preview(prospect, asked);
    const people = peopleOf(await roster.headers(asked.member.id)).filter((one) => one.deal.key === deal);
    const [only, ...others] = people;
    if (only && others.length === 0) return preview(only.prospect.key, asked);
    return offer(people, asked);
  };

  return {
    of,
    async byName(name, asked) {
      const [only, ...others] = await namedByAdmin(name, asked);
      if (only && others.length === 0) return toTarget(only, asked);
      if (only) return offer([only, ...others], asked);
      const asker = { member: asked.member, show: asked.place.show };
      const target = await find.byName(name, asker);
      return target && toTarget(target, asked);
    },
  };
}

import type { BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { UserError } from '../../errors.ts';
import type { Mends } from '../../memory/identity/correct-people.ts';
import type { Roster } from '../../memory/memory.ts';
import { dayIn } from '../../util/calendar.ts';
import type { Response } from '../answer.ts';
import { parseDealButton } from '../brief/deal-button.ts';
import type { DealRef } from '../digest/deal-ref.ts';
import type { Member } from '../members.ts';
import { pressedValue } from '../pressed.ts';
import { startView, whoView, workingView } from './views.ts';

interface Deps {
  readonly roster: Roster;
  readonly mends: Mends;
  readonly now: () => Date;
}

/** Opens what can be said of a person; of a company it asks first who is meant. */
export function createOpenMend({ roster, mends, now }: Deps) {
  async function whoIn(deal: string, { id }: Member): Promise<ModalView> {
    const people = roster.people(await roster.headers(id), id).filter((one) => one.deal.key === deal);
    if (people.length === 0) throw new UserError('There are no notes on this any more.');
    return whoView(people);
  }

  /** Also of somebody known by a move alone: it may be what is not right. */
  async function startOf({ prospect: key, deal }: DealRef, { id: asker, zone }: Member): Promise<ModalView> {
    const headers = await roster.headers(asker);
    const person = roster.people(headers, asker).find(({ prospect }) => prospect.key === key)?.prospect;
    if (!person) throw new UserError('There are no notes on this person any more.');
    const on = headers.filter(({ prospects }) => prospects.some((one) => one.key === key));
    const said = await mends.on(person.key, asker);
    return startView({ person, deal }, { noteCount: on.length, said, asker, today: dayIn(zone, now()) });
  }

  return {
    open(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return {
        opens: workingView('Looking up who that is…'),
        async work({ member, modal }) {
          const { prospect, deal } = await roster.current(button, member.id);
          const view = prospect === null ? whoIn(deal, member) : startOf({ prospect, deal }, member);
          await modal.show(await view);
        },
      };
    },
  };
}

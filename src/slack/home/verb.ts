import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';
import type { Roster } from '../../memory/memory.ts';
import type { Response } from '../answer.ts';
import type { BriefModal } from '../digest/brief-modal.ts';
import type { LogLine } from '../digest/log-line.ts';
import { createFindPerson } from '../find-person.ts';
import { pressedValue } from '../pressed.ts';
import type { Home } from './home.ts';
import { ids } from './ids.ts';

interface Deps {
  readonly home: Home;
  readonly roster: Roster;
  readonly briefModal: BriefModal;
  readonly logLine: LogLine;
  readonly now: () => Date;
}

const page = z.coerce.number().int().min(0).catch(0);

/** All that Home hears. */
export function createHomeVerb({ home, roster, briefModal, logLine, now }: Deps) {
  const find = createFindPerson(
    { roster, now },
    {
      ids: { choice: ids.brief, pick: ids.brief },
      command: '/brief',
      question: 'Who is the call with?',
      knowsMoves: true,
    },
  );

  function turn(body: BlockAction): Response {
    const wanted = page.parse(pressedValue(body));
    return { work: ({ member }) => home.show(member, wanted) };
  }

  return {
    /** The messages tab is told of too: it needs nothing. */
    opened({ tab }: { readonly tab?: string }): Response {
      if (tab === 'messages') return {};
      return { work: ({ member }) => home.show(member, 0) };
    },
    earlier: turn,
    later: turn,
    log: (_body: BlockAction) => logLine.form(null, 'spoke'),
    suggestions: find.suggestions,
    brief(body: BlockAction): Response {
      const token = pressedValue(body);
      return briefModal(async ({ member, place }) => {
        const { deal, prospect } = await find.byToken(token, { member, show: place.show });
        return { deal: deal.key, prospect: prospect.key };
      });
    },
  };
}

import type { Person } from '../../memory/identity/people.ts';
import type { Note } from '../../memory/note.ts';
import { noonIn } from '../dates.ts';
import { clean } from '../mrkdwn.ts';
import type { Draft } from './draft.ts';
import { otherOf, subjectOf } from './subject.ts';

interface Author {
  readonly id: string;
  readonly now: Date;
}

/** @throws UserError when a chosen person can not be told from their label and is not in the author's notes. */
export function noteOf(draft: Draft, people: readonly Person[], author: Author): Note {
  const { prospect, deal } = subjectOf(draft, people);
  const others = draft.also.map((choice) => otherOf(choice, deal, people));
  const unique = new Map([prospect, ...others].map((one) => [one.key, one]));
  return {
    id: draft.id,
    prospects: [...unique.values()],
    deal,
    author: author.id,
    outcome: draft.outcome,
    day: draft.day,
    timestamp: noonIn(draft.zone, draft.day),
    loggedAt: author.now.toISOString(),
    visibility: draft.share ? 'team' : 'private',
    source: draft.source,
    link: draft.link,
    text: clean(draft.text).trim(),
  };
}

import type { WebClient } from '@slack/web-api';
import type { Note } from '../../memory/note.ts';
import type { Asked } from '../answer.ts';
import { countedLength } from '../counted.ts';
import { limits } from '../limits.ts';
import { noteOf } from '../log/note-of.ts';
import { choiceOf, withPerson } from '../log/opening.ts';
import type { Start } from '../log/start.ts';
import { permalinkOf } from '../permalink.ts';
import type { Said } from '../said.ts';
import { offerMessage, tooLongMessage } from './offer.ts';
import { type Subject, toldOf } from './subjects.ts';

interface Deps {
  readonly start: Start;
  readonly client: WebClient;
  readonly now: () => Date;
}

/** Offers what was said as a note on whom it names, among those the asker may see. */
export function createMakeOffer({ start, client, now }: Deps) {
  return async (said: Pick<Said, 'channel' | 'ts' | 'text'>, asked: Asked): Promise<void> => {
    const [link, people] = await Promise.all([permalinkOf(client, said), start.people(asked)]);
    const { text, subjects, stranger } = toldOf(said.text, people);
    const length = countedLength(text);
    if (length > limits.note) return asked.place.show(tooLongMessage(length));
    const draft = { ...start.draft(asked, 'dm', link), text };
    const noteOn = ([first, ...rest]: Subject): Note =>
      noteOf({ ...withPerson(draft, first), also: rest.map(choiceOf) }, people, {
        id: asked.member.id,
        now: now(),
      });
    const visibility = draft.share ? 'team' : 'private';
    const notes = subjects.map(noteOn);
    await asked.place.show(offerMessage({ id: draft.id, text, link, stranger, visibility, notes }));
  };
}

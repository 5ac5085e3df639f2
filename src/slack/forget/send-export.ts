import { UserError } from '../../errors.ts';
import { notesAsJson, notesAsMarkdown } from '../../memory/export.ts';
import type { Forget } from '../../memory/forget.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Asked } from '../answer.ts';
import type { Audit } from '../audit.ts';
import { section } from '../blocks.ts';
import { message } from '../message.ts';
import { md } from '../mrkdwn.ts';
import type { Places } from '../place.ts';
import { sendInOrder, snippetMessages } from '../snippet.ts';
import type { Subject } from './state.ts';
import { nameOf } from './views.ts';

/** Sends the notes that would go to the asker's own conversation, as Markdown and as JSON. */
export type SendExport = (subject: Subject, asked: Asked) => Promise<void>;

interface Deps {
  readonly memory: Memory;
  readonly forget: Forget;
  readonly places: Places;
  readonly audit: Audit;
}

export function createSendExport({ memory, forget, places, audit }: Deps): SendExport {
  return async ({ prospect, scope }, { member }) => {
    const { id: asker } = member;
    const { notes: headers, person } = await forget.plan({ prospect, asker, scope });
    const readable = headers.filter(({ author, visibility }) => author === asker || visibility === 'team');
    const notes = await memory.texts(readable);
    const name = nameOf(person);
    const title = `Notes on ${name}`;
    if (headers.length === 0)
      throw new UserError(`You have no notes of your own on ${name}, so there is nothing to export.`);
    await sendInOrder(
      [
        ...snippetMessages(`${title} as Markdown`, notesAsMarkdown(title, notes)),
        ...snippetMessages(`${title} as JSON`, notesAsJson(notes)),
      ],
      () => places.ofDm(asker),
    );
    audit({ did: 'exported', by: asker, noteIds: notes.map(({ id }) => id) });
    const unread = headers.length - notes.length;
    const rest =
      unread > 0
        ? ` ${unread} that only their authors may read ${unread === 1 ? 'is' : 'are'} not in it.`
        : '';
    const sentence = `That was ${notes.length === 1 ? '1 note' : `${notes.length} notes`} on ${name}, whole.${rest}`;
    await places.ofDm(asker).show(message(sentence, [section(md`${sentence}`)]));
  };
}

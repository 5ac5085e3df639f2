import type { KnownBlock } from '@slack/types';
import type { Note } from '../../memory/note.ts';
import { actions, button, context, header, verbatim } from '../blocks.ts';
import { dealButtonValue } from '../brief/deal-button.ts';
import { ids as briefIds } from '../brief/ids.ts';
import { mention } from '../brief/notes-view.ts';
import { dayName } from '../dates.ts';
import { outcomeNames } from '../log/outcome-names.ts';
import { fits, type Message, message } from '../message.ts';
import { clip, md } from '../mrkdwn.ts';

/** Who shares it, and on which day of theirs. */
interface Sharing {
  /** Slack user id. */
  readonly by: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Fits one message whatever its characters are: Slack counts one as five at worst. */
const surelyFits = 2_000;

/** A note for a channel, to the letter; one too long for a message ends in an ellipsis and says so. */
export function notePost(note: Note, { by, today }: Sharing): Message {
  const subject = noteSubject(note);
  const sentence = `A note on ${subject}, ${dayName(note.day, today)}`;
  const draw = (text: string, more: string): KnownBlock[] => [
    header(subject),
    context(
      md`${dayName(note.day, today)} · ${outcomeNames[note.outcome]} · a note by ${mention(note.author)}`,
    ),
    ...verbatim(text),
    context(md`Shared by ${mention(by)}${more}`),
    actions(button(briefIds.brief, 'My own brief', { value: briefValue(note) })),
  ];
  const whole = draw(note.text, '');
  if (fits(whole)) return message(sentence, whole);
  return message(sentence, draw(clip(note.text, surelyFits), ' · cut here: the whole note is in /timeline'));
}

/** "Priya Sharma, Amit Rao · Rentfield". */
export function noteSubject({ prospects, deal }: Note): string {
  const names = prospects.map(({ name }) => name).join(', ');
  return [names, deal.company, deal.label].filter(Boolean).join(' · ');
}

function briefValue({ deal, prospects }: Note): string {
  return dealButtonValue(deal.key, prospects[0]?.key ?? null);
}

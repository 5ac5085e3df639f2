import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Brief } from '../../brief/brief.ts';
import { createQuoteFinder } from '../../brief/quotes/quote.ts';
import type { Note } from '../../memory/note.ts';
import { dayName, isDay } from '../../util/calendar.ts';
import { actions, button, context, input, modal, option, plain, verbatim } from '../kit/blocks.ts';
import { encodeState, type Origin } from '../kit/correction-state.ts';
import { correctionIds } from '../kit/ids.ts';
import { undoEntities } from '../kit/readable.ts';
import { clean, limits, md } from '../kit/text.ts';

export const missingTitle = 'Something missing';

/** Under the field, when the words are not the note's own. */
export const notInNote =
  'These words do not stand in the note like that, or stand there twice. Copy them from above, a few more if need be.';

const mostWords = 240;
const words = 'words_of_note';
const theirs = option('Theirs', 'them');

/** The note to copy from, and what its words are: everybody who can read the note will have it counted. */
export function missingView(brief: Brief, note: Note, from: Origin): ModalView {
  const kinds = Object.entries(brief.kindLabels).map(([kind, label]) => option(label, kind));
  const day = input(correctionIds.day, 'When it is due, if the note says so', {
    type: 'datepicker',
    action_id: correctionIds.day,
  });
  const given = input(correctionIds.words, 'The words', {
    type: 'plain_text_input',
    action_id: correctionIds.words,
    multiline: true,
    max_length: mostWords,
  });
  return {
    ...modal(missingTitle, [
      context(md`The note of ${dayName(note.day, brief.asOf)}:`),
      ...verbatim(note.text).map((block, index) => ({ ...block, block_id: `${words}${index}` })),
      { ...given, hint: plain('Copied from the note, as they stand there.') },
      input(correctionIds.kind, 'What they are', {
        type: 'static_select',
        action_id: correctionIds.kind,
        options: kinds.slice(0, limits.options),
      }),
      input(correctionIds.who, 'Whose', {
        type: 'static_select',
        action_id: correctionIds.who,
        options: [theirs, option('Ours', 'us')],
        initial_option: theirs,
      }),
      { ...day, optional: true },
      context(md`It counts for everyone who can read the note, under your name.`),
      actions(button(correctionIds.back, 'Back')),
    ]),
    callback_id: correctionIds.missingForm,
    private_metadata: encodeState(brief, from, note.id),
    submit: plain('Count it', limits.modalTitle),
  };
}

const field = z.looseObject({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_date: z.string().nullish(),
});
const submitted = z.object({
  blocks: z.array(z.looseObject({ block_id: z.string().optional() })),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), field)) }),
});
const shownWords = z.object({ block_id: z.string().startsWith(words), text: z.object({ text: z.string() }) });

/** What was filled in. */
export interface Missing {
  /** To the letter from the note as the form shows it; null when it is not in there. */
  readonly quote: string | null;
  readonly kind: string;
  readonly who: 'us' | 'them';
  readonly dueOn: string | null;
}

/** Throws when the form is not ours. Slack may hand the shown note back escaped. */
export function decodeMissing(payload: unknown): Missing {
  const { blocks, state } = submitted.parse(payload);
  const of = (id: string) => state.values[id]?.[id];
  const shown = blocks.flatMap((block) => shownWords.safeParse(block).data?.text.text ?? []).join('');
  const typed = clean(of(correctionIds.words)?.value ?? '').trim();
  const dueOn = of(correctionIds.day)?.selected_date ?? null;
  return {
    quote: createQuoteFinder(shown)(typed) ?? createQuoteFinder(undoEntities(shown))(typed),
    kind: of(correctionIds.kind)?.selected_option?.value ?? '',
    who: of(correctionIds.who)?.selected_option?.value === 'us' ? 'us' : 'them',
    dueOn: dueOn !== null && isDay(dueOn) ? dueOn : null,
  };
}

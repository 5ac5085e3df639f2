import { figuresIn } from '../../brief/quotes/figures.ts';
import { priceIn } from '../../brief/quotes/money.ts';
import { sentencesOf } from '../../brief/quotes/sentence-bounds.ts';
import { canonical, wordsOf } from '../../memory/identity/names.ts';
import type { Note } from '../../memory/note.ts';
import { addDays } from '../../util/calendar.ts';
import { ever } from '../../util/coming-period.ts';
import { citedNote, type Sentence, whomOf } from '../answer.ts';
import { namesIn } from '../asked-kind.ts';
import type { ListQuestion } from './list-question.ts';
import { owed } from './owed-forms.ts';

interface Asked {
  /** Somebody, or some company, was named. */
  readonly isOfNamed: boolean;
  /** Keys of the people who were named. */
  readonly people: ReadonlySet<string>;
  /** The asker's day, `YYYY-MM-DD`. */
  readonly asOf: string;
}

/** Of somebody to whom nothing is owed any more: what was, and was kept. */
export function keptOf(question: ListQuestion, { isOfNamed }: Asked): readonly ListQuestion[] {
  const { kinds, ended, due } = question;
  return isOfNamed && ended === 'no' && due === undefined && kinds.has('promise')
    ? [{ ...question, ended: 'only' }]
    : [];
}

/** Of somebody who promised nothing: what others of the deal did. */
export function ofTheirDeal(
  { isPersonal, ...ofAll }: ListQuestion,
  { people }: Asked,
): readonly ListQuestion[] {
  return isPersonal && people.size > 0 && ofAll.kinds.has('promise') ? [ofAll] : [];
}

/** Where days ahead are asked for: what is late by now, which is due on none of them. */
export function lateOf(question: ListQuestion, { asOf }: Asked): readonly ListQuestion[] {
  const { due, ended } = question;
  const isAhead = due !== undefined && due.from !== ever && due.to >= asOf;
  const kinds = new Set(owed.filter((kind) => question.kinds.has(kind)));
  if (!isAhead || ended !== 'no' || kinds.size === 0) return [];
  return [{ ...question, kinds, due: { from: ever, to: addDays(asOf, -1) } }];
}

/** Of somebody to whom the asker promised nothing: what a colleague did. */
export function colleaguesOf(
  { isOwn, ...ofAll }: ListQuestion,
  { isOfNamed }: Asked,
): readonly ListQuestion[] {
  return isOwn && isOfNamed ? [ofAll] : [];
}

const looksAt =
  /\b(?:look(?:s|ing|ed)?|talk(?:s|ing|ed)?|speak(?:s|ing)?|spoke|compar(?:es?|ing|ed)|consider(?:s|ing|ed)?|test(?:s|ing|ed)?|evaluat(?:es?|ing|ed)|us(?:es?|ing|ed))\b(?: (?:at|to|with|also|us|now|already))*(?= \p{Lu})(?<whom>.*)$/u;
const mostNear = 3;

/** Sentences that nobody read as what is asked for, and that may say it all the same: a sum of money, or another's name. */
export function nearWords({ kinds }: ListQuestion, notes: readonly Note[]): readonly Sentence[] {
  const isMoney = kinds.has('amount');
  const isRival = kinds.has('competitor');
  if (!isMoney && !isRival) return [];
  return notes
    .flatMap((note) =>
      sentencesOf(note.text)
        .map(({ start, end }) => note.text.slice(start, end).trim())
        .filter((said) => (isMoney && hasSum(said)) || (isRival && namesOther(said, note)))
        .map((said) => said.replace(/[.!?]+$/, ''))
        .map((quote) => ({ text: `${whomOf(note)}: “${quote}”.`, cited: [citedNote(note, quote)] })),
    )
    .slice(0, mostNear);
}

function hasSum(sentence: string): boolean {
  return figuresIn(sentence).size > 0 && priceIn(sentence) !== 'no figure';
}

/** Somebody whom they look at or talk to, who is neither on the note nor its company. */
function namesOther(sentence: string, { prospects, deal }: Note): boolean {
  const whom = looksAt.exec(sentence)?.groups?.['whom'] ?? '';
  const known = [...prospects.map(({ name }) => name), deal.company ?? ''];
  const own = new Set(known.flatMap((name) => wordsOf(canonical(name))));
  // What begins a text with a capital may be no name.
  return namesIn(`whom${whom.replace(/['’]s\b/gu, '')}`).some(
    (name) => !wordsOf(canonical(name)).some((word) => own.has(word)),
  );
}

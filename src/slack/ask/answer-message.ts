import type { KnownBlock } from '@slack/types';
import type { Answer, CitedAnswer, CitedNote, FactsAnswer, NothingAnswer } from '../../ask/answer.ts';
import type { Behind, Count, CountUnit } from '../../ask/count/count.ts';
import { actions, button, context, type Message, message, section } from '../kit/blocks.ts';
import { dayName } from '../kit/dates.ts';
import { askIds } from '../kit/ids.ts';
import { outcomeNames } from '../kit/phrases.ts';
import { longestQuestion, questionBlock, type TypedQuestion } from '../kit/question.ts';
import { clip, limits, lines, type Markup, md } from '../kit/text.ts';

/** What stands between question and buttons, and the same in one sentence. */
interface Body {
  readonly sentence: string;
  readonly blocks: readonly KnownBlock[];
}

/** While notes are read. */
export function lookingFor({ text }: TypedQuestion): Message {
  const looking = 'Looking through your notes…';
  return message(looking, [questionBlock(text), section(md`${looking}`)]);
}

/** The question, its answer, what it rests on, and two questions that may come next. */
export function answerMessage(question: TypedQuestion, answer: Answer): Message {
  const { sentence, blocks } = bodyOf(answer);
  const cut = `Only the first ${longestQuestion} characters were asked.`;
  return message(clip(sentence, limits.messageText), [
    questionBlock(question.text),
    ...(question.isCut ? [context(md`${cut}`)] : []),
    ...blocks,
    ...nextButtons(answer.followUps),
  ]);
}

/** One button for each question, which it carries whole. */
export function nextButtons(questions: readonly string[]): KnownBlock[] {
  const buttons = questions
    .slice(0, 2)
    .map((text, index) => button(`${askIds.next}${index}`, text, { value: clip(text, longestQuestion) }));
  return buttons.length > 0 ? [actions(...buttons)] : [];
}

function bodyOf(answer: Answer): Body {
  if (answer.kind === 'cited') return cited(answer);
  if (answer.kind === 'facts') return facts(answer);
  if (answer.kind === 'nothing') return nothing(answer);
  if (answer.kind === 'counted')
    return { sentence: countSentence(answer.count), blocks: countBlocks(answer.count, answer.asOf) };
  const known =
    'I can count deals, people, companies, notes and calls: by state, score, silence, words and dates.';
  return { sentence: known, blocks: [section(md`${known} For example:`)] };
}

function cited({ sentences, asOf }: CitedAnswer): Body {
  const sources = numberedNotes(sentences.flatMap((one) => one.cited));
  return {
    sentence: sentences.map(({ text }) => text).join(' '),
    blocks: [
      ...sentences.map((one) => section(md`${one.text}${numbersOf(one.cited, sources)}`)),
      ...sources.map((source, index) => sourceBlock(source, index + 1, asOf)),
    ],
  };
}

function facts({ notes, reason, asOf }: FactsAnswer): Body {
  const why = reason === 'busy' ? 'The model is busy' : 'The model did not answer';
  const said = `${why}, so these are the notes nearest to your question, in their own words.`;
  const blocks = numberedNotes(notes).map((source, index) => sourceBlock(source, index + 1, asOf));
  return { sentence: said, blocks: [section(md`${said}`), ...blocks] };
}

const mostNames = 5;

function nothing({ about, names }: NothingAnswer): Body {
  const matter = about === null ? 'on that' : `about ${about}`;
  const whom = names.length > 0 ? ` for ${clip(names.slice(0, mostNames).join(', '), 300)}` : '';
  const said = `Nothing in your notes ${matter}${whom}.`;
  return { sentence: said, blocks: [section(md`${said}`)] };
}

const mostBehind = 10;
const whoLength = 80;

const singular: Readonly<Record<CountUnit, string>> = {
  deals: 'deal',
  people: 'person',
  companies: 'company',
  notes: 'note',
  calls: 'call',
};

/** "14 deals: open, on Rentfield", in plain text. */
function countSentence(count: Count): string {
  const { total, unit } = count;
  return `${total} ${total === 1 ? singular[unit] : unit}${conditionsOf(count)}.`;
}

function conditionsOf({ conditions }: Count): string {
  return conditions.length > 0 ? `: ${conditions.join(', ')}` : '';
}

/** The number, what it was counted by, its parts, and who is behind it. */
function countBlocks(count: Count, asOf: string): readonly KnownBlock[] {
  const { total, unit, parts, behind, unread } = count;
  const noun = total === 1 ? singular[unit] : unit;
  const shown = behind.slice(0, mostBehind).map((one) => behindLine(one, asOf));
  const rest = behind.length - mostBehind;
  const more = rest > 0 ? md`and ${rest} more` : null;
  return [
    section(md`*${total} ${noun}*${conditionsOf(count)}, counted from the notes you may see`),
    ...(parts.length > 0 ? [section(lines(parts.map(partLine)))] : []),
    ...(shown.length > 0 ? [section(lines([...shown, more]))] : []),
    ...(unread > 0 ? [context(unreadLine(unread))] : []),
  ];
}

const names: Readonly<Record<string, string>> = { open: 'Open', ...outcomeNames };

function partLine({ label, count }: Count['parts'][number]): Markup {
  return md`${names[label] ?? label}: ${count}`;
}

/** "• Priya Sharma, Tom Keller · Rentfield, 17 Nov: no contact for 23 days". */
function behindLine({ prospects, deal, lastDay, why }: Behind, asOf: string): Markup {
  const people = prospects
    .slice(0, 3)
    .map(({ name }) => name)
    .join(', ');
  const who = clip([people, deal.company, deal.label].filter(Boolean).join(' · '), whoLength);
  return md`• ${who}, ${dayName(lastDay, asOf)}${why ? `: ${why}` : ''}`;
}

function unreadLine(unread: number): Markup {
  const deals = unread === 1 ? '1 deal is' : `${unread} deals are`;
  return md`${deals} left out: not read yet. A brief or your week reads a deal; then it counts.`;
}

/** A note that an answer rests on, with all that was quoted of it. */
interface NumberedNote {
  readonly note: CitedNote;
  readonly quotes: readonly string[];
}

const quoteLength = 200;
const sourceWhoLength = 90;

/** Each note once, numbered from 1 in the order in which the answer comes to it. */
function numberedNotes(cited: readonly CitedNote[]): readonly NumberedNote[] {
  const sources = new Map<string, NumberedNote>();
  for (const note of cited) {
    const known = sources.get(note.noteId) ?? { note, quotes: [] };
    const quotes = known.quotes.includes(note.quote) ? known.quotes : [...known.quotes, note.quote];
    sources.set(note.noteId, { ...known, quotes });
  }
  return [...sources.values()];
}

/** " [1] [3]": the numbers of the notes. */
function numbersOf(cited: readonly CitedNote[], sources: readonly NumberedNote[]): Markup {
  const places = cited.map(({ noteId }) => sources.findIndex(({ note }) => note.noteId === noteId) + 1);
  const numbers = [...new Set(places)].toSorted((a, b) => a - b);
  return lines(
    numbers.map((number) => md` [${number}]`),
    '',
  );
}

/** "[1] 17 Nov, Priya Sharma · Rentfield “…”", with a button that opens the note whole. */
function sourceBlock({ note, quotes }: NumberedNote, number: number, asOf: string): KnownBlock {
  const { day, prospects, deal, noteId, isPrivate } = note;
  const people = prospects.map(({ name }) => name).join(', ');
  const who = clip([people, deal.company, deal.label].filter(Boolean).join(' · '), sourceWhoLength);
  const kept = isPrivate ? md` · only you can read it` : md``;
  const words = quotes.map((quote) => md`“${clip(quote.replace(/\s+/g, ' '), quoteLength)}”`);
  return section(
    lines([md`*[${number}]* ${dayName(day, asOf)}, ${who}${kept}`, lines(words, ' … ')]),
    button(`${askIds.note}${number}`, 'Note', {
      value: noteId,
      label: `Note ${number}, of ${dayName(day, asOf)}`,
    }),
  );
}

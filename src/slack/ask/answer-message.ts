import type { KnownBlock } from '@slack/types';
import type { Answer, CitedAnswer, CitedNote, FactsAnswer, NothingAnswer } from '../../ask/answer.ts';
import type { Behind, Count, CountUnit } from '../../ask/count/count.ts';
import { dayName } from '../../util/calendar.ts';
import { actions, button, context, type Message, message, progressBlock, section } from '../kit/blocks.ts';
import { askIds } from '../kit/ids.ts';
import { mention } from '../kit/note-blocks.ts';
import { outcomeNames } from '../kit/phrases.ts';
import { longestQuestion, questionBlock, type TypedQuestion } from '../kit/question.ts';
import { clip, clipWords, limits, lines, type Markup, md } from '../kit/text.ts';

/** What stands between question and buttons, and the same in one sentence. */
interface Body {
  readonly sentence: string;
  readonly blocks: readonly KnownBlock[];
}

/** While notes are read. */
export function lookingFor({ text }: TypedQuestion): Message {
  const looking = 'Looking through your notes…';
  return message(looking, [questionBlock(text), progressBlock(looking)]);
}

/** The question, its answer, what it rests on, and two questions that may come next. `asker`: Slack user id. */
export function answerMessage(question: TypedQuestion, answer: Answer, asker: string): Message {
  const { sentence, blocks } = bodyOf(answer, asker);
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

function bodyOf(answer: Answer, asker: string): Body {
  if (answer.kind === 'cited') return cited(answer, asker);
  if (answer.kind === 'facts') return facts(answer, asker);
  if (answer.kind === 'nothing') return nothing(answer, asker);
  if (answer.kind === 'whom') return whom(answer);
  if (answer.kind === 'counted')
    return { sentence: countSentence(answer.count), blocks: countBlocks(answer.count, answer.asOf) };
  const known =
    'I can count deals, people, companies, notes and calls: by state, score, silence, words and dates.';
  return { sentence: known, blocks: [section(md`${known} For example:`)] };
}

type CitedSentences = Pick<CitedAnswer, 'sentences' | 'asOf' | 'reading'>;

function cited({ sentences, asOf, reading }: CitedSentences, asker: string): Body {
  const sources = numberedNotes(sentences.flatMap((one) => one.cited));
  return {
    sentence: sentences.map(({ text }) => text).join(' '),
    blocks: [
      ...sentences.map((one) => section(md`${one.text}${numbersOf(one.cited, sources)}`)),
      ...sourceBlocks(sources, { asOf, asker }),
      ...unreadNotes(reading),
    ],
  };
}

const whyFacts: Readonly<Record<FactsAnswer['reason'], string>> = {
  busy: 'The model is busy',
  model: 'The model did not answer',
  share: 'You have asked your share for today, and the rest is for your colleagues',
};

function facts({ notes, reason, asOf, reading }: FactsAnswer, asker: string): Body {
  const said =
    notes.length > 0
      ? `${whyFacts[reason]}, so these are the notes nearest to your question, in their own words.`
      : `${whyFacts[reason]}, and I found no note near your question.`;
  const blocks = sourceBlocks(numberedNotes(notes), { asOf, asker });
  return { sentence: said, blocks: [section(md`${said}`), ...blocks, ...unreadNotes(reading)] };
}

/** What nobody has read yet may say more. */
function unreadNotes({ unread, of }: FactsAnswer['reading']): readonly KnownBlock[] {
  if (unread <= 0) return [];
  const verb = unread === 1 ? 'is' : 'are';
  const which = of === 1 ? 'The one note in question' : `${unread} of the ${of} notes in question`;
  return [context(md`${which} ${verb} not read yet and may say more.`)];
}

/** Nothing before says whom "her" means: the person does. */
function whom({ followUps }: Pick<Answer, 'followUps'>): Body {
  const said = `Whom do you mean? Ask again with a name${followUps.length > 0 ? ', for example:' : '.'}`;
  return { sentence: said, blocks: [section(md`${said}`)] };
}

const mostNames = 5;

function nothing(answer: NothingAnswer, asker: string): Body {
  const { about, names, holding, besides, isOwn, asOf, reading } = answer;
  const named = clip(names.slice(0, mostNames).join(', '), 300);
  if (holding.length > 0) return unclear(holding, { named, asOf, reading, asker });
  const whom = named === '' ? '' : ` ${about === null ? 'on' : 'for'} ${named}`;
  const said =
    about === null
      ? `I found no plain answer to that in your notes${whom}.`
      : `Nothing${isOwn ? ' of yours' : ''} in your notes about ${about}${whom}.`;
  const near = about === null && besides.length > 0 ? ' These words may say it:' : '';
  return cited({ sentences: [{ text: `${said}${near}`, cited: [] }, ...besides], asOf, reading }, asker);
}

/** Notes with words of the question are there, and none was found to answer it: the person looks for themselves. */
function unclear(
  holding: readonly CitedNote[],
  shown: Pick<NothingAnswer, 'asOf' | 'reading'> & { readonly named: string; readonly asker: string },
): Body {
  const { named, reading } = shown;
  const which = holding.length === 1 ? 'This one has' : 'These have';
  const whom = named === '' ? '' : ` on ${named}`;
  const said = `I found no plain answer in your notes${whom}. ${which} words of your question:`;
  const blocks = sourceBlocks(numberedNotes(holding), shown);
  return { sentence: said, blocks: [section(md`${said}`), ...blocks, ...unreadNotes(reading)] };
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
  const { total, unit, parts, behind, doubtful, unread } = count;
  const noun = total === 1 ? singular[unit] : unit;
  const shown = behind.slice(0, mostBehind).map((one) => behindLine(one, asOf));
  const doubted = doubtful.slice(0, mostBehind).map((one) => behindLine(one, asOf));
  const rest = behind.length - mostBehind;
  const more = rest > 0 ? md`and ${rest} more` : null;
  return [
    section(md`*${total} ${noun}*${conditionsOf(count)}, counted from the notes you may see`),
    ...(parts.length > 0 ? [section(lines(parts.map(partLine)))] : []),
    ...(shown.length > 0 ? [section(lines([...shown, more]))] : []),
    ...(doubtful.length > 0 ? [section(lines([md`Not counted:`, ...doubted]))] : []),
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
  return unread === 1
    ? md`1 deal is left out: not read yet. It counts once it is.`
    : md`${unread} deals are left out: not read yet. They count once they are.`;
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

interface For {
  readonly asOf: string;
  /** Slack user id. */
  readonly asker: string;
}

function sourceBlocks(sources: readonly NumberedNote[], shown: For): readonly KnownBlock[] {
  return sources.map((source, index) => sourceBlock(source, index + 1, shown));
}

/** "[1] 17 Nov, Priya Sharma · Rentfield “…”", a colleague's with their name, and a button that opens the note whole. */
function sourceBlock({ note, quotes }: NumberedNote, number: number, { asOf, asker }: For): KnownBlock {
  const { day, prospects, deal, noteId, author, isPrivate } = note;
  const people = prospects.map(({ name }) => name).join(', ');
  const who = clip([people, deal.company, deal.label].filter(Boolean).join(' · '), sourceWhoLength);
  const by = author === asker ? md`` : md` · by ${mention(author)}`;
  const kept = isPrivate ? md` · only you can read it` : by;
  const words = quotes
    .filter((quote) => quote !== '')
    .map((quote) => md`“${clipWords(quote.replace(/\s+/g, ' '), quoteLength)}”`);
  const said = words.length > 0 ? lines(words, ' … ') : null;
  return section(
    lines([md`*[${number}]* ${dayName(day, asOf)}, ${who}${kept}`, said]),
    button(`${askIds.note}${number}`, 'Note', {
      value: noteId,
      label: `Note ${number}, of ${dayName(day, asOf)}`,
    }),
  );
}

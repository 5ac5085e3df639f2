import type { KnownBlock } from '@slack/types';
import type { Answer, CitedAnswer, FactsAnswer, NothingAnswer } from '../../ask/answer.ts';
import { actions, button, context, section } from '../blocks.ts';
import { limits } from '../limits.ts';
import { type Message, message } from '../message.ts';
import { clip, md } from '../mrkdwn.ts';
import { countBlocks, countSentence } from './count-blocks.ts';
import { ids } from './ids.ts';
import { longestQuestion, questionBlock, type TypedQuestion } from './question.ts';
import { numbersOf, sourceBlock, sourcesOf } from './sources.ts';

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
    .map((text, index) => button(`${ids.next}${index}`, text, { value: clip(text, longestQuestion) }));
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
  const sources = sourcesOf(sentences.flatMap((one) => one.cited));
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
  const blocks = sourcesOf(notes).map((source, index) => sourceBlock(source, index + 1, asOf));
  return { sentence: said, blocks: [section(md`${said}`), ...blocks] };
}

const mostNames = 5;

function nothing({ about, names }: NothingAnswer): Body {
  const matter = about === null ? 'on that' : `about ${about}`;
  const whom = names.length > 0 ? ` for ${clip(names.slice(0, mostNames).join(', '), 300)}` : '';
  const said = `Nothing in your notes ${matter}${whom}.`;
  return { sentence: said, blocks: [section(md`${said}`)] };
}

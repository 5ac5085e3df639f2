import type { Answers } from '../../ask/answer.ts';
import type { Asked } from '../answer.ts';
import { answerMessage, lookingFor } from './answer-message.ts';
import { typedQuestion } from './question.ts';

/** A question as it was typed. */
interface Question {
  readonly text: string;
  /** Earlier questions of the conversation, oldest first. */
  readonly earlier: readonly string[];
}

/** Answers where it was asked: "Looking through your notes…", then the answer in its place. */
export interface ShowAnswer {
  /** The text must hold a word. Rejects with UpstreamError when memory does not answer. */
  show(question: Question, asked: Pick<Asked, 'member' | 'place'>): Promise<void>;
}

export function createShowAnswer(answers: Answers): ShowAnswer {
  return {
    async show({ text, earlier }, { member, place }) {
      const question = typedQuestion(text);
      const request = { question: question.text, earlier, asker: member.id, zone: member.zone };
      const [, answer] = await Promise.all([place.progress(lookingFor(question)), answers.answer(request)]);
      await place.show(answerMessage(question, answer));
    },
  };
}

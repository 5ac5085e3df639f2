import type { Answer, Answers } from '../../ask/answer.ts';
import type { Asked } from '../answer.ts';
import type { Audit } from '../audit.ts';
import type { Member } from '../members.ts';
import { answerMessage, lookingFor } from './answer-message.ts';
import { type TypedQuestion, typedQuestion } from './question.ts';

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

interface Deps {
  readonly answers: Answers;
  readonly audit: Audit;
}

export function createShowAnswer({ answers, audit }: Deps): ShowAnswer {
  async function answered(asked: TypedQuestion, earlier: readonly string[], { id, zone }: Member) {
    const answer = await answers.answer({ question: asked.text, earlier, asker: id, zone });
    audit({ did: 'read', view: 'answer', by: id, ...shownBy(answer) });
    return answerMessage(asked, answer);
  }

  return {
    async show({ text, earlier }, { member, place }) {
      const question = typedQuestion(text);
      const looking = place.progress(lookingFor(question));
      const [message] = await Promise.all([answered(question, earlier, member), looking]);
      await place.show(message);
    },
  };
}

/** The notes whose words an answer shows; of a count the deals behind it. */
function shownBy(answer: Answer): { readonly noteIds: readonly string[]; readonly deals?: number } {
  if (answer.kind === 'counted') return { noteIds: [], deals: answer.count.behind.length };
  if (answer.kind === 'facts') return { noteIds: answer.notes.map(({ noteId }) => noteId) };
  if (answer.kind !== 'cited') return { noteIds: [] };
  return { noteIds: answer.sentences.flatMap(({ cited }) => cited.map(({ noteId }) => noteId)) };
}

import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Log } from '../../log.ts';
import { wordsOfMessage } from '../kit/message-words.ts';
import { questionIn } from '../kit/question.ts';
import type { ReadWords } from '../kit/readable.ts';
import type { SaidToBot } from '../kit/request.ts';
import { clean } from '../kit/text.ts';

/** What somebody wants who says something to the bot. */
export type Intent =
  | { readonly kind: 'nothing' | 'help' | 'thanks' | 'question' | 'note' }
  /** `isSure` is false where only a known name makes it a wish for a brief: "Brief call with Priya" is a note. */
  | { readonly kind: 'brief'; readonly name: string; readonly isSure: boolean };

const greeting =
  /^(?:help|hi|hello|hey|hallo|hola|namaste|नमस्ते|good (?:morning|afternoon|evening)|start|test|what can you do|how does this work|how do i (?:start|log a call|log)|log|log a call|note|save)(?: there| salesmemory)?$/i;
/** Nothing but courtesy: it is no call, and nothing to explain. */
const courtesy =
  /^(?:(?:ok|okay|okey|k|thanks|thank you|thx|ty|ta|cheers|danke|merci|gracias|tack|great|perfect|cool|nice|good|lovely|brilliant|awesome|excellent|super|wonderful|fine|right|alright|all right|all good|sure|yes|yep|yeah|no|nope|no worries|no problem|never ?mind|got it|will do|noted|understood|sounds good|well done|sorry|bye|goodbye|see you|you too|appreciated|much appreciated|that['’]s (?:all|it|great|perfect|fine)|have a (?:nice|good|great) (?:day|evening|weekend)|धन्यवाद|शुक्रिया)(?: (?:a lot|so much|very much|again|one|job|work|bot|salesmemory|then|later|tomorrow|for (?:that|this|now|your help|the help)|to you))?[\s,.!;&]*)+$/i;
/** Slack writes 👍 as `:+1:`. */
const emojiCode = /:[a-z0-9_+'-]+:/gi;
const logsWord = /^\/?(?:log|note|save)\b/i;
const brief = /^(?:please |can you |could you )?\/?brief(?<me> me)?(?: please)?(?<rest> .*)?$/i;
const leadIn = /^(?:on|about|for|before (?:my|the|our) (?:call|meeting) with)\s+/i;

const wanted =
  /^(?:please |can you |could you )?(?:tell me|show me|give me|remind me|list|how many|summari[sz]e|sum up|any (?:news|word|updates?) (?:on|from|about))\b/i;
const asking =
  /^(?:what|who|whom|whose|where|when|why|how|which)(?:['’]s|['’]re)?\s+\S|^(?:क्या|कौन|कब|कहाँ|कहां|क्यों|कैसे|कितन[ाेी])(?=\s)/i;
/** Begins a sentence that tells: "When I called her", "What a call". */
const tells =
  /^(?:(?:when|where|how|why|what)\s+(?:i|we|he|she|they|it|the)\b|what\s+an?\b|how\s+it\s+went)/i;
/** In a thread a few words more are a question to what was answered there. */
const furtherWord = /^(?:and|or|but|also|more|same|what about|how about)\b/i;

/** Nobody asks at greater length; a dictation that ends with a question mark is still a dictation. */
const longestQuestion = { words: 40, sentences: 2 };
const longestFurther = 8;
const longestName = 60;

/** Tells by its form what a text is; what is not plainly something else is a note. */
export function intentOf(text: string, isInThread: boolean): Intent {
  const said = text.trim();
  if (said === '') return { kind: 'nothing' };
  const bare = said
    .replace(emojiCode, '')
    .replace(/[\s.!?…？]+$/u, '')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(bare) || greeting.test(bare.replace(/^\//, ''))) return { kind: 'help' };
  if (courtesy.test(bare.replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f/gu, '').trim()))
    return { kind: 'thanks' };
  if (logsWord.test(said)) return { kind: 'note' };
  return briefIn(bare) ?? { kind: isQuestion(said, isInThread) ? 'question' : 'note' };
}

function briefIn(said: string): Intent | undefined {
  const { me, rest } = brief.exec(said)?.groups ?? {};
  if (!brief.test(said) || said.length > longestName * 2 || said.includes('\n')) return undefined;
  const after = (rest ?? '').trim();
  const name = after.replace(leadIn, '').trim();
  if (name.length > longestName) return undefined;
  return { kind: 'brief', name, isSure: me !== undefined || after !== name || name === '' };
}

function isQuestion(said: string, isInThread: boolean): boolean {
  const words = said.split(/\s+/u).length;
  const sentences = said.split(/[.!?…।]+\s+|\n+/u).filter((one) => one.trim() !== '').length;
  if (words > longestQuestion.words || sentences > longestQuestion.sentences) return false;
  if (/[?？؟]["'”’)\]]*$/u.test(said) || said.startsWith('¿')) return true;
  if (wanted.test(said)) return true;
  if (isInThread && words <= longestFurther && furtherWord.test(said)) return true;
  return sentences === 1 && !said.includes(':') && asking.test(said) && !tells.test(said);
}

const most = 3;
const threadMessages = 200;

const shown = z.object({
  user: z.string().optional(),
  bot_id: z.string().optional(),
  blocks: z.array(z.unknown()).default([]),
});

interface ThreadDeps {
  readonly client: WebClient;
  readonly log: Log;
  readonly readWords: ReadWords;
}

/**
 * The last three questions of the thread before this one, oldest first. Empty outside a thread, in a channel, whose
 * messages are not ours to read, and when Slack does not answer.
 */
export async function earlierQuestions(
  { client, log, readWords }: ThreadDeps,
  { user, channel, ts, thread, isMention }: Omit<SaidToBot, 'text' | 'passedOn'>,
): Promise<readonly string[]> {
  if (!thread || isMention) return [];
  try {
    const { messages = [] } = await client.conversations.replies({
      channel,
      ts: thread,
      limit: threadMessages,
    });
    const before = messages.filter((one) => (one.ts ?? '') < ts);
    const questions = await Promise.all(before.map((one) => askedIn(one, user, readWords)));
    return [...new Set(questions.flatMap((one) => one ?? []))].slice(-most);
  } catch (error) {
    log.warn({ err: error }, 'a thread was not read');
    return [];
  }
}

/** An answer quotes its question; what a person said is one when it plainly is. */
async function askedIn(message: unknown, asker: string, readWords: ReadWords): Promise<string | undefined> {
  const { user, bot_id, blocks } = shown.catch({ blocks: [] }).parse(message);
  if (bot_id) return questionIn(blocks);
  if (user !== asker) return undefined;
  const said = clean(await readWords(wordsOfMessage(message).own)).trim();
  return intentOf(said, true).kind === 'question' ? said : undefined;
}

/** What somebody wants who says something to the bot. */
export type Intent =
  | { readonly kind: 'nothing' | 'help' | 'thanks' | 'question' | 'note' }
  | { readonly kind: 'order'; readonly order: Order }
  /** A question where a known name stands behind its first word: "did Chloe sign", and not "did the demo". */
  | { readonly kind: 'named question' }
  /** `isSure` is false where only a known name makes it a wish for a brief: "Brief call with Priya" is a note. */
  | { readonly kind: 'brief'; readonly name: string; readonly isSure: boolean };

/** What only a button or a command does. */
export type Order = 'undo' | 'pause' | 'remind' | 'done';

const last = '(?:(?:my|the|that|this) )?(?:(?:last|previous|latest) )?(?:note|call|one|log|message)';
const orders: readonly (readonly [Order, RegExp])[] = [
  [
    'undo',
    new RegExp(
      `^(?:please )?(?:undo(?: (?:that|it|this|${last}))?|(?:delete|remove|scrap|cancel|take back) (?:that|it|this|${last}))(?: please)?$`,
      'i',
    ),
  ],
  [
    'pause',
    /^(?:please )?(?:pause|stop|mute|skip) (?:(?:my|the|this|sending(?: me)?) )*(?:week|weekly|digest|monday message|messages)(?: (?:until|till|for|from|this|next) .{1,40})?$|^(?:i['’]?m|i am|i['’]?ll be|i will be) (?:(?:on (?:holidays?|vacation|annual leave|leave|pto)|out of (?:the )?office|ooo)(?: (?:until|till|from|for|all|this|next|over|starting) .{1,40}| (?:today|tomorrow|now))?|away (?:until|till|from|for|all|this|next) .{1,40})$/i,
  ],
  ['remind', /^(?:please |can you |could you )?remind me (?:to|about) .{1,200}$/i],
  ['done', /^(?:(?:it|that|this)(?:['’]s| is) |all )?done(?: (?:that|it|this|now|already))?$/i],
];

const greeting =
  /^(?:help|hi|hello|hey|hallo|hola|namaste|नमस्ते|good (?:morning|afternoon|evening)|start|test|what can you do|how does this work|how do i (?:start|log a call|log)|log|log a call|note|save)(?: there| salesmemory)?$/i;
/** Nothing but courtesy: it is no call, and nothing to explain. */
const courtesy =
  /^(?:(?:ok|okay|okey|k|thanks|thank you|thx|ty|ta|cheers|danke|merci|gracias|tack|great|perfect|cool|nice|good|lovely|brilliant|awesome|excellent|super|wonderful|fine|right|alright|all right|all good|sure|yes|yep|yeah|no|nope|no worries|no problem|never ?mind|got it|will do|noted|understood|sounds good|well done|sorry|bye|goodbye|see you|you too|appreciated|much appreciated|that['’]s (?:all|it|great|perfect|fine)|have a (?:nice|good|great) (?:day|evening|weekend)|धन्यवाद|शुक्रिया)(?: (?:a lot|so much|very much|again|one|job|work|bot|salesmemory|then|later|tomorrow|for (?:that|this|now|your help|the help)|to you))?[\s,.!;&]*)+$/i;
/** Slack writes 👍 as `:+1:`. */
const emojiCode = /:[a-z0-9_+'-]+:/gi;
const logsWord = /^\/?(?:log|note|save)\b/i;
const brief =
  /^(?:please |can you |could you )?(?:\/?brief|prep(?:are)?(?= me\b))(?<me> me)?(?: please)?(?<rest> .*)?$/i;
const leadIn = /^(?:(?:for|before) (?:my|the|our) (?:call|meeting|demo|chat) with|on|about|for)\s+/i;

const wanted =
  /^(?:please |can you |could you )?(?:tell me|show me|give me|remind me|list|how many|summari[sz]e|sum up|any (?:news|word|updates?) (?:on|from|about))\b/i;
const asking =
  /^(?:what|who|whom|whose|where|when|why|how|which)(?:['’]?s|['’]re)?\s+\S|^(?:क्या|कौन|कब|कहाँ|कहां|क्यों|कैसे|कितन[ाेी])(?=\s)/i;
/** Begins a sentence that tells: "When I called her", "What a call". */
const tells =
  /^(?:(?:when|where|how|why|what)\s+(?:i|we|he|she|they|it|the)\b|what\s+an?\b|how\s+it\s+went)/i;
/** The verb before whoever is spoken of, where nobody put a question mark; "did it yesterday" and "have it in writing" tell. */
const turned =
  /^(?:(?:is|are) there|(?:was|were) there (?:an?|any|some|no)|(?:did|do|does|has|have|is|are|was|were|can|could|will|would|should|am) (?:i|we|you|he|she|they)|(?:did|does|has|is|was|will|can) (?:any|some|every)(?:one|body)|(?:does|is|was|will|can) it)\b/i;
const turnedName =
  /^(?:did(?!\s+\S+['’]s\s)|does|has|is|are|was|were|can|could|will|would|should)\s+\S+\s+\S/i;
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
  const [ordered] = orders.find(([, pattern]) => pattern.test(bare)) ?? [];
  if (ordered !== undefined) return { kind: 'order', order: ordered };
  const wish = briefIn(bare);
  if (wish) return wish;
  if (isQuestion(said, isInThread)) return { kind: 'question' };
  return { kind: isOneClause(said) && turnedName.test(said) ? 'named question' : 'note' };
}

function briefIn(said: string): Intent | undefined {
  const { me, rest } = brief.exec(said)?.groups ?? {};
  if (!brief.test(said) || said.length > longestName * 2 || said.includes('\n')) return undefined;
  const after = (rest ?? '').trim();
  const name = after.replace(leadIn, '').trim();
  if (name.length > longestName) return undefined;
  return { kind: 'brief', name, isSure: me !== undefined || after !== name || name === '' };
}

/** Nothing is told behind it. */
function isOneClause(said: string): boolean {
  return !/[,;:]|[.!…।]\s|\n/u.test(said) && said.split(/\s+/u).length <= longestQuestion.words;
}

function isQuestion(said: string, isInThread: boolean): boolean {
  const words = said.split(/\s+/u).length;
  const sentences = said.split(/[.!?…।]+\s+|\n+/u).filter((one) => one.trim() !== '').length;
  if (words > longestQuestion.words || sentences > longestQuestion.sentences) return false;
  if (/[?？؟]["'”’)\]]*$/u.test(said) || said.startsWith('¿')) return true;
  if (wanted.test(said) || (isOneClause(said) && turned.test(said))) return true;
  if (isInThread && words <= longestFurther && furtherWord.test(said)) return true;
  return sentences === 1 && !said.includes(':') && asking.test(said) && !tells.test(said);
}

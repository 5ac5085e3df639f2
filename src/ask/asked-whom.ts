import { canonical, wordsOf } from '../memory/identity/names.ts';
import { namesIn } from './asked-kind.ts';

/** As which somebody is asked for: who does something, to whom another does it, or to whom else. */
export type AskedWho = 'doer' | 'other' | 'else';

const preposition = '(?:to|with|from|for|against|by|at|on|about)';
const leading = new RegExp(`^(?:(?:and|so|but|ok|${preposition}) )+(?=\\S)`);
const asksWho = /^who(?:m|se)?\b/;
/** "Who is Ines Falk?" has her told of, "who is asking?" does not. */
const asksWhoIs = /^who(?:s| is| was| are)\b(?!.*ing\b)/;
const ofOthers =
  /^whom?(?: else| other)?(?: (?<be>is|are|was|were)| (?:do|does|did|has|have|had|will|would|can|could|should|might|must))?(?: (?:also|still|now|currently|already))* (?<rest>\S.*)$/;
const theyAlone = /^(?:they|he|she)\b/;
const nothingDone = /^(?: (?:is|are|was|were|again|exactly|now|at|from|to|for|us|me|there))*$/;

/**
 * Of a question for somebody, whom it asks for: "who is Portline talking to?" asks for another than Portline. Undefined
 * where it asks for nobody, or who somebody is. Names in canonical form.
 */
export function whoAsked(question: string, names: readonly string[]): AskedWho | undefined {
  const asked = withoutLead(canonical(question), names);
  if (!asksWho.test(asked)) return undefined;
  const { be, rest = '' } = ofOthers.exec(asked)?.groups ?? {};
  const named = [...names.map((name) => new RegExp(`^${name}s?\\b`)), theyAlone];
  const done = named.flatMap((one) => (one.test(rest) ? [rest.replace(one, '')] : []));
  const isDone = done.some((left) => !nothingDone.test(left) && (be === undefined || /ing\b/.test(left)));
  if (isDone) return /^whom? (?:else|other)\b/.test(asked) ? 'else' : 'other';
  return asksWhoIs.test(asked) ? undefined : 'doer';
}

/** "Portline, who else do they talk to?" asks for somebody as much. */
function withoutLead(asked: string, names: readonly string[]): string {
  const name = names.find((one) => asked.startsWith(`${one} `) || asked.startsWith(`${one}s `));
  const left = (name === undefined ? asked : asked.slice(name.length).replace(/^s? /, '')).replace(
    leading,
    '',
  );
  return left === asked ? asked : withoutLead(left, names);
}

/** What somebody is called who has no name in a note; "the security form" is nobody. */
const roles =
  /\b(?:c[a-z]o|vp|svp|evp|head|chief|lead(?:er)?s?|director|manager|managers|owner|founder|partner|boss|board|team|people|legal|lawyers?|procurement|purchasing|finance|compliance|security|it|engineers?|engineering|sales|operations|committee|council|auditors?|consultant|assistant|colleagues?|brother|sister|father|mother|son|daughter|wife|husband|cousin|friend|reps?|advisers?|drivers?|dispatchers?|vendors?|suppliers?|competitors?|rivals?)\b(?! (?:reviews?|questionnaires?|forms?|checks?|audits?|freeze|budgets?|approval|plans?|process|requirements?|concerns?|questions?|documents?|terms|calls?|recording))/i;

/** Whoever stands in some relation to another, by words that say the same of it. */
const relations: readonly string[] = [
  'brothers?|siblings?',
  'sisters?|siblings?',
  'wife|wives|husbands?|spouses?|partners?',
  'sons?|kids?|child|children',
  'daughters?|kids?|child|children',
  'fathers?|dad|parents?',
  'mothers?|mum|mom|parents?',
  'cousins?',
  'uncles?',
  'aunts?',
  'friends?',
  'boss(?:es)?|managers?|supervisors?|superior|reports? to',
  'assistants?|secretary|pa|ea',
  'deputy|deputies|second',
  'colleagues?|co-?workers?|team-?mates?',
  'predecessors?|successors?|replac\\w+|t(?:akes?|ook) over',
  'lawyers?|counsel|attorneys?',
  'accountants?|bookkeepers?',
  'consultants?|advis[eo]rs?',
  ...['ceo', 'cfo', 'cto', 'coo', 'cio', 'cmo', 'cro', 'ciso', 'chro'],
];
const related = relations.map((words) => ({
  words: new RegExp(`\\b(?:${words})\\b`, 'i'),
  asked: new RegExp(
    `(?<!\\b(?:the|an?|our|my|this|that|any|no|which|what|with|of|to|for|by|from) )(?<=\\S )\\b(?:${words})(?:['’]?s?,? (?:first |last |full |sur)?names?| (?:called|named|again))?(?: (?:at|in|from) (?:\\S+ ){0,2}\\S+)?\\W*$`,
    'i',
  ),
}));
const asksForName = /\bnames?\b|\b(?:called|named)\b|^\W*(?:and |so )?who(?: is| was| are|['’]?s)\b/i;

/** "James’s brother, name?" asks for somebody by whom he is to another: in words that answer that is said of him. */
export function relationAsked(question: string): RegExp | undefined {
  if (!asksForName.test(question)) return undefined;
  return related.find(({ asked }) => asked.test(question))?.words;
}

const kin =
  /\b(?:his|her|their|\p{L}+['’]s?) (?:\p{L}+ )?(?:brothers?|sisters?|wife|husband|spouse|sons?|daughters?|kids?|father|mother|dad|mum|mom|cousin|uncle|aunt|friend|boss|manager|assistant|secretary|deputy|lawyer|accountant)\b/iu;

/** Whether words are of somebody’s relative, whom the question does not ask about: that he runs the depot is no role of hers. */
export function isOfRelative(text: string, question: string): boolean {
  const [said] = kin.exec(text) ?? [];
  const noun = said?.split(' ').at(-1);
  return noun !== undefined && !question.toLowerCase().includes(noun.toLowerCase());
}

/** Whether words say who it was: the name of nobody who is known from the question, or what somebody does. */
export function saysWhom(text: string, known: readonly string[]): boolean {
  const own = new Set(known.flatMap((name) => wordsOf(canonical(name))));
  const isNew = (name: string) => !wordsOf(canonical(name)).some((word) => own.has(word));
  return namesIn(text).some(isNew) || roles.test(text.replace(/\b[Ii]t\b/g, ''));
}

/** Whether one of these names stands in a text, or a part of it. */
export function saysName(text: string, names: readonly string[]): boolean {
  const said = new Set(wordsOf(canonical(text)));
  return names.flatMap((name) => wordsOf(canonical(name))).some((word) => said.has(word));
}

/** Whether words speak of somebody by a pronoun alone: of a note on several that says nobody. */
export function saysNobody(text: string): boolean {
  return /^\W*(?:they|he|she|it|this|that)\b/i.test(text);
}

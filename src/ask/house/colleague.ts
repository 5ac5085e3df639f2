import { openOf } from '../../brief/pipeline/figures.ts';
import type { PipelineLine, Pipelines } from '../../brief/pipeline/pipeline.ts';
import { canonical, wordsOf } from '../../memory/identity/names.ts';
import type { NoteHeader } from '../../memory/note.ts';
import type { Period } from '../../util/calendar.ts';
import { comingPeriodIn } from '../../util/coming-period.ts';
import { counted } from '../../util/counted.ts';
import { withDayNames } from '../../util/first-letter.ts';
import { periodIn } from '../../util/named-days.ts';
import { withoutNames } from '../about.ts';
import type { Sentence } from '../answer.ts';
import type { ListQuestion } from '../list/list-question.ts';
import {
  amountCited,
  amountText,
  each,
  largestFirst,
  type MoneyScope,
  worthText,
} from '../money/deal-sentences.ts';
import { ended } from '../money/endings.ts';
import type { AskedTeam } from './house.ts';

/** A question of what a colleague did, by the given name that was typed, in canonical form. */
export type ColleagueQuestion = { readonly who: string } & (
  | { readonly kind: 'promised'; readonly isOpen: boolean; readonly due: Period | undefined }
  | { readonly kind: 'deals'; readonly isAtRisk: boolean }
  | { readonly kind: 'worth' }
  | { readonly kind: 'logged'; readonly unit: 'note' | 'call'; readonly days: AskedDays | undefined }
  | { readonly kind: 'ended'; readonly as: 'won' | 'lost'; readonly days: AskedDays | undefined }
);

export interface AskedDays {
  readonly period: Period;
  readonly said: string;
}

const deals = '(?:deals?|accounts?)';
const promised =
  /^what(?: all| else)? (?:did|does|has|is|will)(?: still)? (?<who>\p{L}+)(?: (?:still|ever|already))*(?: (?<how>promised?|owe|owes|committed to|supposed to send))(?: (?:to|us|them|at|for|so far|still|yet))*$/u;
const promisesOf =
  /^(?:what are |which are |show me |list |which )?(?:the )?(?<how>open )?promises (?:of|by|from) (?<who>\p{L}+)$|^(?:what are |show me |list )(?<who2>\p{L}+) (?<how2>open )?promises$/u;
const dealsOf = new RegExp(
  `^(?:which|what) (?:open )?${deals} (?:does|has|is|do) (?<who>\\p{L}+)(?: (?:have|has|own|owns|got|working|on|hold|holds|open|now))+$|^(?:(?:which|what|show me|list)(?: (?:are|all|open|the))* )?${deals} (?:of|from|by) (?<who2>\\p{L}+)(?: (?:are|is))?(?<risk> (?:at risk|in danger|in trouble))?(?: now)?$|^(?:(?:which|what|show me|list)(?: (?:are|all|of|open|the))* )(?<who3>\\p{L}+) (?:open )?${deals}(?: (?:are|is))?(?<risk2> (?:at risk|in danger|in trouble))?$`,
  'u',
);
const worth =
  /^(?:how much|what)(?: (?:is|money|value|worth|deals?|are|the))* (?:in|of) (?<who>\p{L}+) (?:open )?pipeline(?: worth)?(?: now)?$|^(?:(?:how much|what) is )?(?<who2>\p{L}+) (?:open )?pipeline(?: worth)?(?: now)?$/u;
const logged =
  /^(?:what|how many (?<unit>calls|notes)) (?:did|has|does) (?<who>\p{L}+) (?:make|made|log|logged|note|noted|write|written|do|done|been up to)(?: (?:so far|down))*$/u;
const won =
  /^(?:what|which deals|how much|how many deals) (?:did|has|have) (?<who>\p{L}+) (?<as>win|won|lose|lost|close|closed)(?: (?:so far|deals?))*$/u;
const nobodys =
  /^(?:i|we|you|he|she|they|it|the|my|our|your|his|her|their|us|me|them|open|all|any|of|anyone|anybody|everyone|everybody|who|people|customers?|buyers?|deals?|risk|new)$/;

/** Undefined unless it is plainly of what one person did whom no note is on. */
export function readColleagueQuestion(
  question: string,
  { names, asOf }: { readonly names: readonly string[]; readonly asOf: string },
): ColleagueQuestion | undefined {
  const bare = (text: string) =>
    withoutNames(canonical(text.replace(/['’]s\b/giu, ' ')), names)
      .replace(/ +/g, ' ')
      .trim();
  const past = periodIn(question, asOf);
  const coming = comingPeriodIn(question, asOf);
  const whole = bare(question);
  const undated = past ? bare(question.replace(past.text, ' ')) : whole;
  const ahead = coming ? bare(question.replace(coming.text, ' ')) : whole;
  const days = past && { period: past.period, said: withDayNames(past.text.trim()) };

  const byPromise = promised.exec(ahead)?.groups ?? promisesOf.exec(ahead)?.groups;
  const byDeals = dealsOf.exec(whole)?.groups;
  const byLog = logged.exec(undated)?.groups;
  const byEnd = won.exec(undated)?.groups;
  const byWorth = worth.exec(whole)?.groups;
  const found = byPromise ?? byDeals ?? byLog ?? byEnd ?? byWorth;
  const who = whoIn(found);
  if (who === undefined) return undefined;
  if (byPromise) {
    const how = byPromise['how'] ?? byPromise['how2'] ?? '';
    return { kind: 'promised', who, isOpen: !/^promise/.test(how), due: coming?.period };
  }
  if (byDeals) return { kind: 'deals', who, isAtRisk: (byDeals['risk'] ?? byDeals['risk2']) !== undefined };
  if (byLog) return { kind: 'logged', who, unit: byLog['unit'] === 'calls' ? 'call' : 'note', days };
  if (byWorth) return { kind: 'worth', who };
  return { kind: 'ended', who, as: byEnd?.['as']?.startsWith('l') ? 'lost' : 'won', days };
}

function whoIn(found: Readonly<Record<string, string>> | undefined): string | undefined {
  const who = found?.['who'] ?? found?.['who2'] ?? found?.['who3'];
  return who === undefined || nobodys.test(who) ? undefined : who;
}

export interface Colleague {
  /** Slack user id. */
  readonly id: string;
  readonly name: string;
}

interface Known {
  /** All that the asker may see. */
  readonly headers: readonly NoteHeader[];
  readonly asker: string;
  readonly team: AskedTeam;
}

/** All who share notes with the asker and have a name. */
export async function colleaguesIn({ headers, asker, team }: Known): Promise<readonly Colleague[]> {
  const shared = headers.filter(({ visibility }) => visibility === 'team');
  const names = await team.names([...new Set(shared.map(({ author }) => author))]);
  return [...names].flatMap(([id, name]) => (id === asker ? [] : [{ id, name }]));
}

/** The one colleague with a given name among these words. */
export async function colleagueNamed(
  said: ReadonlySet<string>,
  known: Known,
): Promise<Colleague | undefined> {
  const [one, ...others] = (await colleaguesIn(known)).filter(({ name }) => {
    const [given = ''] = wordsOf(canonical(name));
    return said.has(given);
  });
  return others.length === 0 ? one : undefined;
}

/** What a colleague promised, as a list of what was read. */
export function promisesBy(
  { id, name }: Colleague,
  { isOpen, due }: Extract<ColleagueQuestion, { kind: 'promised' }>,
): ListQuestion {
  return {
    ...{ kinds: new Set(['promise']), freely: new Set(['promise']), words: [], who: 'us', by: id },
    ...{ ended: isOpen ? 'no' : 'too', said: `${isOpen ? 'an open promise' : 'a promise'} of ${name}` },
    ...(due ? { due } : {}),
  };
}

/** What of a colleague's deals was won or lost, as shared notes tell it. */
export async function endedBy(
  { id, name }: Colleague,
  { as, days }: Extract<ColleagueQuestion, { kind: 'ended' }>,
  scope: MoneyScope & { readonly pipelines: Pick<Pipelines, 'teamOf'> },
): Promise<readonly Sentence[]> {
  const owned = await scope.pipelines.teamOf(scope.asker, new Set([id]), scope.about.deals ?? undefined);
  const lines: readonly PipelineLine[] = owned.map(({ line }) => line);
  const told = ended(lines, { kind: 'ended', as, days: days ?? null }, scope) ?? [];
  return [{ text: `${name}, from notes shared with the team:`, cited: [] }, ...told];
}

/** What a colleague's open deals are worth, as shared notes tell it. */
export async function worthBy(
  { id, name }: Colleague,
  scope: MoneyScope & { readonly pipelines: Pick<Pipelines, 'teamOf'> },
): Promise<readonly Sentence[]> {
  const owned = await scope.pipelines.teamOf(scope.asker, new Set([id]));
  const open = openOf(owned.map(({ line }) => line));
  const lead = `${name}, from notes shared with the team: ${counted(open.length, 'open deal')}, ${worthText(open, true)}.`;
  const tell = (line: PipelineLine) => ({ said: amountText(line), cited: amountCited(line) });
  return [{ text: lead, cited: [] }, ...each(largestFirst(open), tell, scope)];
}

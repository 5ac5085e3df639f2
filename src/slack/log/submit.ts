import type { BlockAction, BlockSuggestion, ViewSubmitAction } from '@slack/bolt';
import type { ModalView, PlainTextOption } from '@slack/types';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { likelySame } from '../../memory/identity/likely-same.ts';
import { canonical } from '../../memory/identity/names.ts';
import type { Person } from '../../memory/identity/people.ts';
import { suggest } from '../../memory/identity/resolve.ts';
import type { Roster } from '../../memory/memory.ts';
import { type Deal, type Note, outcomes } from '../../memory/note.ts';
import { dayIn } from '../../util/calendar.ts';
import { soon } from '../../util/deadline.ts';
import { type SecretKind, secretsIn, withoutSecrets } from '../../util/secrets.ts';
import { countedLength, option } from '../kit/blocks.ts';
import {
  type Choice,
  companyOf,
  type Draft,
  dealsAt,
  isNew,
  mostAlso,
  newChoice,
  newcomer,
  noteOf,
  originShape,
  typedNameOf,
  withAnswers,
} from '../kit/call-draft.ts';
import { formView, nameBlockId } from '../kit/call-form.ts';
import { personLabel, personToken } from '../kit/find-person.ts';
import { logIds, newPerson } from '../kit/ids.ts';
import type { Members } from '../kit/members.ts';
import type { BeginSave, BegunSave } from '../kit/ports.ts';
import type { Response, ViewReply } from '../kit/request.ts';
import { clean, limits, type Markup, md } from '../kit/text.ts';
import { savedReply, savingNotice } from './receipt.ts';

interface Deps {
  readonly roster: Roster;
  readonly members: Pick<Members, 'get'>;
  readonly beginSave: BeginSave;
  readonly now: () => Date;
}

type SubmitResponse = Response<ViewReply>;

/** One sending of a form. */
interface Submission {
  /** The same when Slack delivers it again. */
  readonly viewKey: string;
  /** At the door, by the machine's own clock, in milliseconds. */
  readonly arrivedAt: number;
}

/** The names are at hand or they are done without: the acknowledgement is due. */
const namesMs = 250;
/**
 * So long after its arrival the acknowledgement waits for names and save together, so that it says what is true. It takes
 * a second at most: a tenth of that is left for a process that has much to do.
 */
const savedMs = 900;
/** Slack delivers a submission again within this time, if ever. */
const repeatMs = 10 * 60 * 1000;
const mostReplies = 1_000;

/** The form in use: suggestions, a person chosen, the submission. */
export function createFormListeners({ roster, members, beginSave, now }: Deps) {
  /** What each submission was answered with: one that comes again is answered alike, and saved no second time. */
  const replies = new LRUCache<string, Promise<ViewReply>>({ max: mostReplies, ttl: repeatMs });

  async function peopleFor(user: string): Promise<readonly Person[]> {
    return roster.people(await soon(roster.headers(user), roster.peek(user), namesMs), user);
  }

  /** Answers "Saved" when it is, and else with the form as it was filled in: it can be sent again under the same id. */
  async function keep(draft: Draft, note: Note, { viewKey, arrivedAt }: Submission): Promise<SubmitResponse> {
    const known = replies.get(viewKey);
    if (known) return { reply: await known };
    const pending = { note, edits: draft.edits, isAgain: draft.isAgain ?? false };
    const formAgain = (notice: Markup) => formView({ ...draft, isAgain: true }, { notice });
    let begun: BegunSave | undefined;
    // Dated as it begins, so that of two the one that is shown is the one that wins.
    const dated = () => ({ ...pending, note: { ...note, loggedAt: now().toISOString() } });
    const begin = () => (begun ??= beginSave(dated()));
    const writing = members.get(note.author).then(({ isFull }) => (isFull ? begin().result : 'refused'));
    const leftMs = arrivedAt + savedMs - performance.now();
    const replying = soon(writing, 'slow', leftMs).then((result): ViewReply => {
      const receipt = { ...pending, today: dayIn(draft.zone, now()) };
      const view = result === 'saved' ? savedReply(receipt) : formAgain(savingNotice);
      return { response_action: 'update', view };
    });
    replies.set(viewKey, replying);
    return {
      reply: await replying,
      keepsModal: true,
      async work(request) {
        try {
          await begin().tell(request, formAgain);
        } catch (error) {
          const why =
            error instanceof UserError ? error.message : 'Your note is here, whole: press Save again.';
          await request.modal.show(formAgain(md`*Not saved.* ${why}`));
          throw error;
        }
      },
    };
  }

  return {
    async suggestions({ value, user, view }: BlockSuggestion): Promise<readonly PlainTextOption[]> {
      const typed = clean(value).trim() || typedNameOf(view);
      const known = suggest(typed, await peopleFor(user.id), 99).map((person) =>
        option(personLabel(person), personToken(person)),
      );
      const { who } = newChoice(typed);
      return typed ? [...known, option(who.text, who.value)] : known;
    },

    /** Redraws the form, with fields for a new person or without. */
    chooseWho(body: BlockAction): Response {
      return { opens: formView(forChosen(decodeDraft(body.view))) };
    },

    async submit({ view, user }: ViewSubmitAction, arrivedAt: number): Promise<SubmitResponse> {
      const draft = decodeDraft(view);
      if (isNew(draft.who) && !blockIdsOf(view).has(nameBlockId(draft))) return { reply: drawnAnew(draft) };
      const people = await peopleFor(user.id);
      const problem = problemOf(draft, people, dayIn(draft.zone, now()));
      if (problem?.kind === 'errors') return { reply: { response_action: 'errors', errors: problem.errors } };
      if (problem) return { reply: { response_action: 'update', view: askBack(draft, problem) } };
      try {
        const note = noteOf(draft, people, { id: user.id, now: now() });
        return await keep(draft, note, { viewKey: `${view.id} ${view.hash}`, arrivedAt });
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return { reply: { response_action: 'errors', errors: { [logIds.who]: error.message } } };
      }
    },
  };
}

/** Whoever was chosen last: what was asked about another does not count. */
function forChosen(draft: Draft): Draft {
  const chosen = draft.who?.value ?? '';
  const name = chosen.startsWith(newPerson) ? chosen.slice(newPerson.length) : '';
  return { ...draft, ...newcomer(name), deal: null, same: null };
}

/** When Slack did not draw the fields for who was chosen: errors would have nowhere to stand. */
function drawnAnew(draft: Draft): ViewReply {
  const notice = md`Slack had not shown the fields for somebody new. Look through them, then save.`;
  return { response_action: 'update', view: formView(forChosen(draft), { notice }) };
}

const drawn = z.object({ blocks: z.array(z.object({ block_id: z.string().optional() })) });

function blockIdsOf(payload: unknown): ReadonlySet<string> {
  return new Set(drawn.parse(payload).blocks.flatMap(({ block_id: id }) => id ?? []));
}

/** The form again, with the one question more. */
function askBack(draft: Draft, problem: Exclude<Problem, { kind: 'errors' }>): ModalView {
  if (problem.kind === 'secrets') {
    const what = [...new Set(problem.kinds)].map((kind) => `a ${kind}`).join(' and ');
    const notice = md`This looks as if it holds *${what}*. Nothing is saved yet. Choose below, then save.`;
    return formView(draft, { notice, asksOfSecrets: true });
  }
  if (problem.kind === 'deal') {
    return formView(draft, {
      notice: md`This company has several deals. Choose below, then save.`,
      deals: problem.deals,
    });
  }
  const label = personLabel(problem.person);
  return formView(draft, {
    notice: md`Same as *${label}*? Choose below, then save.`,
    same: { value: personToken(problem.person), text: label },
  });
}

/** An option as Slack shows and returns it. */
const choice = z.object({ value: z.string(), text: z.object({ text: z.string() }) });

const element = z.object({
  value: z.string().nullish(),
  selected_option: choice.nullish(),
  selected_options: z.array(choice).nullish(),
  selected_date: z.string().nullish(),
});

const view = z.object({
  private_metadata: z.string(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), element)) }),
});

type FieldState = z.infer<typeof element>;

/** Reads a submitted or half-filled form. Each input's block and action share one id. Throws when it is not our form. */
function decodeDraft(payload: unknown): Draft {
  const { private_metadata, state } = view.parse(payload);
  const inputs = Object.values(state.values).map((block) => Object.entries(block));
  const byId = new Map<string, FieldState>(inputs.flat());
  const typed = (id: string) => byId.get(id)?.value ?? '';
  const picked = (id: string) => toChoice(byId.get(id)?.selected_option);
  const outcome = z.enum(outcomes).catch('spoke').parse(picked(logIds.outcome)?.value);
  const origin = originShape.parse(JSON.parse(private_metadata));
  const chosen = originShape.shape.secrets.safeParse(picked(logIds.secrets)?.value).data;
  const secrets = chosen ?? origin.secrets;
  const text = joinText(byId, logIds.text);
  return withAnswers({
    ...origin,
    secrets,
    who: picked(logIds.who),
    name: typed(logIds.name),
    company: typed(logIds.company),
    label: typed(logIds.label),
    deal: picked(logIds.deal)?.value ?? null,
    same: picked(logIds.same)?.value ?? null,
    also: (byId.get(logIds.also)?.selected_options ?? [])
      .flatMap((one) => toChoice(one) ?? [])
      .slice(0, mostAlso),
    text: secrets === 'leave out' ? withoutSecrets(text) : text,
    outcome,
    day: byId.get(logIds.day)?.selected_date ?? '',
    share: (byId.get(logIds.share)?.selected_options ?? []).length > 0,
  });
}

function toChoice(picked: z.infer<typeof choice> | null | undefined): Choice | null {
  return picked ? { value: picked.value, text: picked.text.text } : null;
}

/** Further fields continue the first where it was cut. */
function joinText(byId: ReadonlyMap<string, FieldState>, prefix: string): string {
  const fields = [...byId].filter(([id]) => id.startsWith(prefix));
  const inOrder = fields.sort(
    ([one], [other]) => Number(one.slice(prefix.length)) - Number(other.slice(prefix.length)),
  );
  return inOrder.map(([, field]) => field.value ?? '').join('');
}

/** What stands between a draft and a note. */
type Problem =
  | { readonly kind: 'errors'; readonly errors: Record<string, string> }
  | { readonly kind: 'secrets'; readonly kinds: readonly SecretKind[] }
  | { readonly kind: 'same'; readonly person: Person }
  | { readonly kind: 'deal'; readonly deals: readonly Deal[] };

/** Checks a submitted form against the people its author knows; `today` is the author's. Undefined when all is well. */
function problemOf(draft: Draft, people: readonly Person[], today: string): Problem | undefined {
  const errors = fieldErrors(draft, today);
  if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
  const secrets = draft.secrets === undefined ? secretsIn(draft.text) : [];
  if (secrets.length > 0) return { kind: 'secrets', kinds: secrets.map(({ kind }) => kind) };
  if (!isNew(draft.who)) return undefined;
  const company = companyOf(draft, people);
  const likely = draft.same === null ? likelySame(clean(draft.name).trim(), company, people) : undefined;
  if (likely) return { kind: 'same', person: likely };
  const deals = dealsAt(company, people);
  const isAsked = deals.length > 1 && draft.deal === null && (draft.same ?? 'new') === 'new';
  return isAsked ? { kind: 'deal', deals } : undefined;
}

/** What is wrong with single fields, by the block id that Slack shows it under. `today` is the author's. */
function fieldErrors(draft: Draft, today: string): Record<string, string> {
  return { ...whoErrors(draft), ...textErrors(draft), ...dayErrors(draft, today) };
}

function whoErrors(draft: Draft): Record<string, string> {
  if (!draft.who)
    return { [logIds.who]: 'Choose who the call was with, or type a name to add somebody new.' };
  if (!isNew(draft.who)) return {};
  if (!canonical(draft.name))
    return { [nameBlockId(draft)]: 'Write the name as you would say it, such as Priya Sharma.' };
  if (draft.deal !== 'new' || canonical(draft.label)) return {};
  return { [logIds.label]: 'Give the other deal a name, such as Renewal.' };
}

function textErrors({ text }: Draft): Record<string, string> {
  const field = `${logIds.text}0`;
  if (!clean(text).trim()) return { [field]: 'Write a sentence on what happened.' };
  const length = countedLength(text);
  if (length <= limits.note) return {};
  return { [field]: `This has ${length} characters and a note holds ${limits.note}. Save it as two notes.` };
}

function dayErrors({ day }: Draft, today: string): Record<string, string> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return { [logIds.day]: 'Choose the day of the call.' };
  return day > today ? { [logIds.day]: 'That date is in the future. When was the call?' } : {};
}

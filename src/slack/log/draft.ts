import { z } from 'zod';
import { type Outcome, outcomes } from '../../memory/note.ts';
import { limits } from '../limits.ts';
import { ids } from './ids.ts';

/** An option as Slack shows and returns it. */
const choice = z.object({ value: z.string(), text: z.object({ text: z.string() }) });

const metadata = z.object({
  id: z.string(),
  edits: z.boolean(),
  zone: z.string(),
  source: z.string(),
  link: z.string().nullable(),
  /** A name typed with the command that may mean several: suggestions begin there. */
  typedName: z.string().optional(),
  /** Handed back once already: what is saved now wins over what was tried before. */
  isAgain: z.boolean().optional(),
});

/** Carried by the modal unseen: which note it makes, whether it replaces one, and where it came from. */
export type DraftOrigin = z.infer<typeof metadata>;

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** The form as filled in so far. */
export interface Draft extends DraftOrigin {
  readonly who: Choice | null;
  readonly name: string;
  readonly company: string;
  readonly label: string;
  /** The answer to "Which deal?": a deal's token, `new` for another, null while not asked. */
  readonly deal: string | null;
  /** The answer to "Same as ...?": the value of the person meant, `new` for somebody else, null while not asked. */
  readonly same: string | null;
  readonly also: readonly Choice[];
  readonly text: string;
  readonly outcome: Outcome;
  /** `YYYY-MM-DD`, or what was typed. */
  readonly day: string;
  readonly share: boolean;
}

export function encodeOrigin(origin: DraftOrigin): string {
  const { id, edits, zone, source, link, typedName, isAgain } = origin;
  const short = link !== null && link.length < limits.privateMetadata / 2 ? link : null;
  return JSON.stringify({ id, edits, zone, source, link: short, typedName, isAgain });
}

/** The name that the form was opened with, when it was left to choose among several. */
export function typedNameOf(view: { readonly private_metadata: string } | undefined): string {
  return metadata.safeParse(JSON.parse(view?.private_metadata || '{}')).data?.typedName ?? '';
}

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

type Element = z.infer<typeof element>;

/** Reads a submitted or half-filled form. Each input's block and action share one id. Throws when it is not our form. */
export function decodeDraft(payload: unknown): Draft {
  const { private_metadata, state } = view.parse(payload);
  const inputs = Object.values(state.values).map((block) => Object.entries(block));
  const byId = new Map<string, Element>(inputs.flat());
  const typed = (id: string) => byId.get(id)?.value ?? '';
  const picked = (id: string) => toChoice(byId.get(id)?.selected_option);
  const outcome = z.enum(outcomes).catch('spoke').parse(picked(ids.outcome)?.value);
  return {
    ...metadata.parse(JSON.parse(private_metadata)),
    who: picked(ids.who),
    name: typed(ids.name),
    company: typed(ids.company),
    label: typed(ids.label),
    deal: picked(ids.deal)?.value ?? null,
    same: picked(ids.same)?.value ?? null,
    also: (byId.get(ids.also)?.selected_options ?? []).flatMap((one) => toChoice(one) ?? []),
    text: joinText(byId, ids.text),
    outcome,
    day: byId.get(ids.day)?.selected_date ?? '',
    share: (byId.get(ids.share)?.selected_options ?? []).length > 0,
  };
}

function toChoice(picked: z.infer<typeof choice> | null | undefined): Choice | null {
  return picked ? { value: picked.value, text: picked.text.text } : null;
}

/** Further fields continue the first where it was cut. */
function joinText(byId: ReadonlyMap<string, Element>, prefix: string): string {
  const fields = [...byId].filter(([id]) => id.startsWith(prefix));
  const inOrder = fields.sort(
    ([one], [other]) => Number(one.slice(prefix.length)) - Number(other.slice(prefix.length)),
  );
  return inOrder.map(([, field]) => field.value ?? '').join('');
}

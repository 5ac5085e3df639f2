import { z } from 'zod';
import { outcomes } from '../../memory/note.ts';
import { type Choice, type Draft, originShape } from './draft.ts';
import { ids } from './ids.ts';

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
    ...originShape.parse(JSON.parse(private_metadata)),
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

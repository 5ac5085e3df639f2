import { dealHash } from '../../src/memory/identity/keys.ts';
import type { StateRecord } from '../../src/memory/memory.ts';
import type { Note } from '../../src/memory/note.ts';
import { hindsightOf } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, ben, createWorld, type World } from '../support/world.ts';

type Action = 'brief_why' | 'brief_more' | 'brief_notes';

/** Where people argue with a brief. */
export interface Stage {
  readonly world: World;
  readonly me: Someone;
  readonly colleague: Someone;
  /** Moves the bot's clock on, so that a command is not taken for a repeat. */
  later(): void;
  /** A card of now, all its notes read and checked, and one of its modals. */
  open(action: Action, who?: Someone): Promise<string>;
  /** What is said of the notes' deal. */
  kept(notes: readonly Note[]): Promise<readonly StateRecord[]>;
  /** An instant of the bot's clock, ISO 8601. */
  at(): string;
}

/** A bot whose clock moves on by itself before each brief, so that none is taken for a repeat. */
export async function correctionStage(): Promise<Stage> {
  let laterMs = 0;
  const world: World = await createWorld({ now: () => new Date(Date.now() + laterMs) });
  const me = personIn(world, ava);

  const later = () => {
    laterMs += 4_000;
  };

  async function open(action: Action, who: Someone = me): Promise<string> {
    later();
    const cards = () => who.texts().filter((text) => text.includes('Last call')).length;
    const before = cards();
    await who.type('/brief Priya');
    const isRead = () => cards() > before && !/not read yet|being checked/.test(who.texts().at(-1) ?? '');
    await world.slack.waitFor(() => isRead() || undefined, 20_000);
    await who.press(action);
    await who.seesModal({ brief_why: '= ', brief_more: 'What is known', brief_notes: ' · by ' }[action]);
    // Read or checked between the card and the press: what is shown is not of now.
    return who.modalText().includes('since that card') ? open(action, who) : who.modalText();
  }

  return {
    world,
    me,
    colleague: personIn(world, ben),
    later,
    open,
    kept: (notes) => hindsightOf(world).state.list(`ruling:${dealHash(notes[0]?.deal.key ?? '')}`),
    at: () => new Date(Date.now() + laterMs).toISOString(),
  };
}

/** The score that stands under a sum. */
export const valueIn = (text: string) => Number(/\*= (\d+) /.exec(text)?.[1]);

interface Row {
  readonly block_id?: string;
  readonly accessory?: { readonly options?: readonly { text: { text: string }; value: string }[] };
}

function rowOf(who: Someone, words: string): Row | undefined {
  const blocks: readonly Row[] = JSON.parse(JSON.stringify(who.modal()?.view.blocks ?? []));
  return blocks.find((block) => textOf(block).includes(words) && block.accessory?.options);
}

/** What the menu of the row of these words offers. */
export function choicesOn(who: Someone, words: string): readonly string[] {
  return rowOf(who, words)?.accessory?.options?.map(({ text }) => text.text) ?? [];
}

/** Chooses in it. */
export async function chooseIn(who: Someone, words: string, label: string) {
  const row = rowOf(who, words);
  const value = row?.accessory?.options?.find(({ text }) => text.text === label)?.value;
  if (value === undefined) throw new Error(`no ${label} on ${words} in:\n${who.modalText()}`);
  return who.choose('ruling_item', value, {}, row?.block_id);
}

/** Says of the row of these words that it is no longer true. */
export async function contest(who: Someone, words: string, reason: string): Promise<void> {
  await chooseIn(who, words, 'No longer true');
  await who.seesModal('Everyone who can read that note sees your reason.');
  await who.submit({ ruling_reason: reason });
}

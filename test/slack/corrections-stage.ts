import { dealHash } from '../../src/memory/identity/keys.ts';
import type { StateRecord } from '../../src/memory/memory.ts';
import type { Note } from '../../src/memory/note.ts';
import { hindsightOf } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ava, ben, createWorld, type World } from '../support/world.ts';

type Action = 'brief_why' | 'brief_more';

/** Where people argue with a brief. */
export interface Stage {
  readonly world: World;
  readonly me: Someone;
  readonly colleague: Someone;
  /** Moves the bot's clock on, so that a command is not taken for a repeat. */
  later(): void;
  /** A card of now, and one of its modals. */
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
    await world.slack.waitFor(() => cards() > before || undefined, 8_000);
    await who.press(action);
    await who.seesModal(action === 'brief_why' ? '= ' : 'What is known');
    return who.modalText();
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

/** The value of the button that argues with the row of these words. */
export function contestOf(words: string, who: Someone): string {
  const blocks = who.modal()?.view.blocks ?? [];
  const at = blocks.findIndex((block) => JSON.stringify(block).includes(words));
  const [, value = ''] =
    /"ruling_contest"[^}]*?\}?[^}]*?"value":"([0-9a-f]{24})"/.exec(JSON.stringify(blocks[at + 1])) ?? [];
  return value;
}

/** Says of the row of these words that it is not true any more. */
export async function contest(who: Someone, words: string, reason: string): Promise<void> {
  await who.pressInModal('ruling_contest', contestOf(words, who));
  await who.seesModal('Everyone who can read that note sees your reason.');
  await who.submit({ ruling_reason: reason });
}

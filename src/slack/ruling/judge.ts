import type { Rulings } from '../../brief/corrections/correction-store.ts';
import type { Ruling } from '../../brief/corrections/corrections.ts';
import type { DealKeys } from '../../memory/note.ts';
import type { Audit } from '../audit.ts';

interface Deps {
  readonly rulings: Rulings;
  readonly audit: Audit;
  /** Hears whose week changed. */
  readonly changed: (user: string) => void;
  readonly now: () => Date;
}

interface TakenBack {
  /** Of rulings. */
  readonly ids: readonly string[];
  /** Ids of the notes that the person may read; undefined where that is known already. */
  readonly readable?: ReadonlySet<string>;
}

type Said = Omit<Ruling, 'id' | 'at' | 'deal'> & { readonly deal: DealKeys };

/** Writes down what people say of signals and takes it back; each act stands in the audit, without a word of it. */
export interface Judge {
  say(said: Said): Promise<Ruling>;
  /** At one instant. */
  sayAll(all: readonly Said[]): Promise<readonly Ruling[]>;
  /** What was said before counts again; what rests on another deal or on a note that may not be read stays. False when nothing was there. */
  takeBack(deal: DealKeys, what: TakenBack, by: string): Promise<boolean>;
}

const acts = { not_true: 'contested', holds: 'upheld', done: 'done' } as const;

export function createJudge({ rulings, audit, changed, now }: Deps): Judge {
  async function write({ deal: { key: deal, joined }, ...said }: Said, at: string): Promise<Ruling> {
    const ruling = await rulings.say({ ...said, deal, at }, joined);
    audit({ did: acts[said.verdict], by: said.by, noteIds: [said.signal.noteId] });
    changed(said.by);
    return ruling;
  }

  return {
    say: (said) => write(said, now().toISOString()),
    async sayAll(all) {
      const at = now().toISOString();
      return await Promise.all(all.map((said) => write(said, at)));
    },
    async takeBack(deal, { ids, readable }, by) {
      const all = (await rulings.on([deal])).filter(({ id }) => ids.includes(id));
      const own = all.filter(({ signal }) => readable?.has(signal.noteId) ?? true);
      await Promise.all(own.map(({ id }) => rulings.takeBack(id)));
      const noteIds = [...new Set(own.map(({ signal }) => signal.noteId))];
      if (own.length === 0) return false;
      audit({ did: 'took back', by, noteIds });
      changed(by);
      return true;
    },
  };
}

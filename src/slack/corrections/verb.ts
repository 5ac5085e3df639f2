import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Brief } from '../../brief/brief.ts';
import type { Rulings } from '../../brief/corrections/correction-store.ts';
import { type Ruling, refOf } from '../../brief/corrections/corrections.ts';
import { partsOf } from '../../brief/gain.ts';
import type { Signal } from '../../brief/score/signal.ts';
import { UserError } from '../../errors.ts';
import type { DealKeys } from '../../memory/note.ts';
import type { ShowBrief } from '../brief/show-brief.ts';
import { moreView, whyView } from '../brief/views.ts';
import type { Audit } from '../kit/audit.ts';
import { section } from '../kit/blocks.ts';
import { itemChoice, settledWords, undoButton } from '../kit/correction-blocks.ts';
import {
  citedBehind,
  decodeState,
  type Origin,
  signalOf,
  typedReason,
  type ViewState,
} from '../kit/correction-state.ts';
import { correctionIds, reasonLength } from '../kit/ids.ts';
import { message } from '../kit/message.ts';
import { lines, type Markup, md } from '../kit/mrkdwn.ts';
import type { Once } from '../kit/once.ts';
import { pressedValue } from '../kit/payload.ts';
import { moveText, quoted } from '../kit/phrases.ts';
import type { Asked, Response, ViewReply } from '../kit/router.ts';
import { formView, noteView, workingView } from './views.ts';

interface Deps {
  readonly showBrief: ShowBrief;
  readonly rulings: Rulings;
  readonly audit: Audit;
  readonly changed: (user: string) => void;
  readonly once: Once;
  readonly now: () => Date;
}

/** All that is heard where somebody argues with a brief. */
export function createRulingVerb(deps: Deps) {
  const { showBrief, once } = deps;
  const verdict = createVerdict({ showBrief, judge: createJudge(deps) });
  const { contest, submit } = createContest({ showBrief, verdict, once });

  function note(body: BlockAction, value: string): Response {
    const { button, from } = decodeState(body.view);
    return {
      async work({ member, modal }) {
        const brief = await showBrief.behind(button, member.id, 'note');
        await modal.show(noteView(brief, citedBehind(brief, value), from));
      },
    };
  }

  return {
    ...createSettle(verdict),
    submit,
    contest: (body: BlockAction) => contest(body, pressedValue(body)),
    note: (body: BlockAction) => note(body, pressedValue(body)),

    /** The menu on a row of a ledger. */
    item(body: BlockAction): Response {
      const { does, value } = itemChoice(pressedValue(body));
      return does === 'contest' ? contest(body, value) : note(body, value);
    },

    back(body: BlockAction): Response {
      const { button, from } = decodeState(body.view);
      return {
        async work({ member, modal }) {
          await modal.show(originView(await showBrief.behind(button, member.id, shownBy[from]), from));
        },
      };
    },
  };
}

interface ContestDeps {
  readonly showBrief: ShowBrief;
  readonly verdict: Verdict;
  readonly once: Once;
}

const repeatMs = 10 * 60 * 1000;

/** "Not true any more": asks for the reason, and counts the score without it from then on. */
function createContest({ showBrief, verdict, once }: ContestDeps) {
  return {
    contest(body: BlockAction, token: string): Response {
      const { button, from } = decodeState(body.view);
      return {
        opens: workingView('Reading the notes…'),
        async work({ member, modal }) {
          const brief = await showBrief.behind(button, member.id);
          await modal.show(formView(brief, signalOf(brief, token), from));
        },
      };
    },

    submit({ view }: ViewSubmitAction): Response<ViewReply> {
      const state = decodeState(view);
      const reason = typedReason(view);
      if (reason === '') {
        const errors = { [correctionIds.reason]: 'Say in a few words what is so now, or press Back.' };
        return { reply: { response_action: 'errors', errors } };
      }
      const reply: ViewReply = { response_action: 'update', view: workingView('Counting the score anew…') };
      if (!once.isFirst(`${view.id} ${view.hash}`, repeatMs)) return { reply };
      return {
        reply,
        work: (asked) =>
          verdict.say(
            state,
            (brief) => {
              const signal = signalOf(brief, state.token);
              const statement = md`*${signal.text}*: not true any more, ${quoted(reason, reasonLength)}`;
              return { statement, sayings: [{ signal, verdict: 'not_true', reason }] };
            },
            asked,
          ),
      };
    },
  };
}

interface Choice {
  readonly settled: NonNullable<Ruling['settled']>;
  readonly older: Ruling['verdict'];
  readonly newer: Ruling['verdict'];
}

const newer: Choice = { settled: 'newer', older: 'not_true', newer: 'holds' };
const both: Choice = { settled: 'both', older: 'holds', newer: 'holds' };
const neither: Choice = { settled: 'neither', older: 'not_true', newer: 'not_true' };

const undoing = z.array(z.string());

/** What one press says: a promise kept, two notes that disagree, and Undo of anything said. */
function createSettle(verdict: Verdict) {
  function saying(meansOf: (value: string) => Means) {
    return (body: BlockAction): Response => {
      const [state, means] = [decodeState(body.view), meansOf(pressedValue(body))];
      return { work: (asked) => verdict.say(state, means, asked) };
    };
  }

  const settling = (choice: Choice) =>
    saying((value) => (brief) => {
      const [first, second] = value.split(' ').map((token) => signalOf(brief, token));
      if (!first || !second) throw new RangeError('a press on no pair');
      const { settled } = choice;
      return {
        statement: md`*${settledWords[settled]}*`,
        sayings: [
          { signal: first, verdict: choice.older, reason: '', settled },
          { signal: second, verdict: choice.newer, reason: '', settled },
        ],
      };
    });

  return {
    done: saying((token) => (brief) => {
      const signal = signalOf(brief, token);
      return { statement: md`*Done*: ${signal.text}`, sayings: [{ signal, verdict: 'done', reason: '' }] };
    }),
    newer: settling(newer),
    both: settling(both),
    neither: settling(neither),

    undo(body: BlockAction): Response {
      const state = decodeState(body.view);
      const ids = undoing.parse(JSON.parse(pressedValue(body)));
      return { work: (asked) => verdict.takeBack(state, ids, asked) };
    },
  };
}

/** What somebody says of one signal. */
interface Saying {
  readonly signal: Signal;
  readonly verdict: Ruling['verdict'];
  readonly reason: string;
  readonly settled?: Ruling['settled'];
}

/** What a press means for the brief as it is now; it may reject with UserError. */
type Means = (brief: Brief) => { readonly statement: Markup; readonly sayings: readonly Saying[] };

/** Writes down what somebody says and shows at once what it did to the score. */
interface Verdict {
  say(state: ViewState, means: Means, asked: Asked): Promise<void>;
  takeBack(state: ViewState, ids: readonly string[], asked: Asked): Promise<void>;
}

const gone =
  'That note was changed, deleted or is no longer shared with you, so there is nothing to put right any more.';

const nothing = 'That is taken back already, or its note is deleted or no longer shared with you.';

/** What of the notes that modal shows, for the audit. */
const shownBy = { why: 'why', more: 'full brief' } as const;

/** The modal that an answer leads back to. */
function originView(brief: Brief, from: Origin, told: readonly KnownBlock[] = []): ModalView {
  return from === 'why' ? whyView(brief, false, told) : moreView(brief, false, told);
}

function moved(before: Brief, after: Brief): Markup | null {
  const [was, is] = [before.score, after.score];
  if (!was || !is) return null;
  return moveText({ before: was, after: is, parts: partsOf(was, is, 'ruling') });
}

function createVerdict({ showBrief, judge }: { showBrief: ShowBrief; judge: Judge }): Verdict {
  /** In the modal, or in the DM when that is closed: what was said is said. */
  async function show(view: ModalView, text: KnownBlock, { modal, place }: Asked): Promise<void> {
    if (!(await modal.show(view))) await place.tell(message('Your correction is kept.', [text]));
  }

  return {
    async say({ button, from }, means, asked) {
      const by = asked.member.id;
      const before = await showBrief.unseen(button, by);
      const { statement, sayings } = means(before);
      const shared = { deal: before.deal, by, day: before.asOf };
      const said = await judge.sayAll(
        sayings.map(({ signal, ...saying }) => ({ ...shared, ...saying, signal: refOf(signal) })),
      );
      const after = await showBrief.behind(button, by, shownBy[from]);
      const inForce = new Set(after.signals.map(({ ruling }) => ruling?.id));
      if (!said.every(({ id }) => inForce.has(id))) throw new UserError(gone);
      const text = lines([statement, moved(before, after)]);
      const what = sayings.map(({ signal }) => signal.text).join(', ');
      const undo = undoButton(
        said.map(({ id }) => id),
        what,
      );
      await show(originView(after, from, [section(text, undo)]), section(text), asked);
    },

    async takeBack({ button, from }, ids, asked) {
      const by = asked.member.id;
      const before = await showBrief.unseen(button, by);
      const readable = new Set(before.notes.map(({ id }) => id));
      const isBack = await judge.takeBack(before.deal, { ids, readable }, by);
      if (!isBack) throw new UserError(nothing);
      const after = await showBrief.behind(button, by, shownBy[from]);
      const text = section(lines([md`Taken back.`, moved(before, after)]));
      await show(originView(after, from, [text]), text, asked);
    },
  };
}

interface JudgeDeps {
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

export function createJudge({ rulings, audit, changed, now }: JudgeDeps): Judge {
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

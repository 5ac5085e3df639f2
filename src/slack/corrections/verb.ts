import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Brief } from '../../brief/brief.ts';
import type { CorrectionStore } from '../../brief/corrections/correction-store.ts';
import { type Correction, refOf } from '../../brief/corrections/corrections.ts';
import { partsOf } from '../../brief/gain.ts';
import type { Cited, Signal } from '../../brief/score/signal.ts';
import { UserError } from '../../errors.ts';
import { dayName } from '../../util/calendar.ts';
import type { Audit } from '../kit/audit.ts';
import { actions, button, context, input, message, modal, plain, section } from '../kit/blocks.ts';
import { itemChoice, settledWords, undoButton } from '../kit/correction-blocks.ts';
import {
  citedBehind,
  decodeState,
  encodeState,
  type Origin,
  signalOf,
  typedReason,
  type ViewState,
} from '../kit/correction-state.ts';
import { correctionIds, reasonLength } from '../kit/ids.ts';
import { noteBlocks } from '../kit/note-blocks.ts';
import { cite, moveText, quoted } from '../kit/phrases.ts';
import type { Corrections, NewCorrection, ShowBrief, WeekChanged } from '../kit/ports.ts';
import { type Once, pressedValue, type Request, type Response, type ViewReply } from '../kit/request.ts';
import { limits, lines, type Markup, md } from '../kit/text.ts';

interface Deps {
  readonly showBrief: ShowBrief;
  /** The modal that was corrected in, with what was done on top. */
  readonly drawBrief: (brief: Brief, from: Origin, told: readonly KnownBlock[]) => ModalView;
  readonly corrections: Corrections;
  readonly once: Once;
}

/** All that is heard where somebody argues with a brief. */
export function createCorrectionsVerb(deps: Deps) {
  const { showBrief, drawBrief } = deps;

  function saying(meansOf: (value: string) => Means) {
    return (body: BlockAction): Response => {
      const [state, means] = [decodeState(body.view), meansOf(pressedValue(body))];
      return { work: (request) => say(deps, state, means, request) };
    };
  }

  return {
    note: (body: BlockAction) => openNote(deps, body, pressedValue(body)),
    notTrue: (body: BlockAction) => askReason(deps, body, pressedValue(body)),
    submit: (payload: ViewSubmitAction) => submitReason(deps, payload),
    done: saying(keptPromise),
    newer: saying((pair) => settled(newer, pair)),
    both: saying((pair) => settled(both, pair)),
    neither: saying((pair) => settled(neither, pair)),

    /** The menu on a row of a ledger. */
    item(body: BlockAction): Response {
      const { does, value } = itemChoice(pressedValue(body));
      return does === 'not true' ? askReason(deps, body, value) : openNote(deps, body, value);
    },

    back(body: BlockAction): Response {
      const { button, from } = decodeState(body.view);
      return {
        async work({ member, modal }) {
          await modal.show(drawBrief(await showBrief.behind(button, member.id, shownBy[from]), from, []));
        },
      };
    },

    undo(body: BlockAction): Response {
      const state = decodeState(body.view);
      const ids = undoing.parse(JSON.parse(pressedValue(body)));
      return { work: (request) => takeBack(deps, state, ids, request) };
    },
  };
}

function openNote({ showBrief }: Deps, body: BlockAction, value: string): Response {
  const { button, from } = decodeState(body.view);
  return {
    async work({ member, modal }) {
      const brief = await showBrief.behind(button, member.id, 'note');
      await modal.show(noteView(brief, citedBehind(brief, value), from));
    },
  };
}

/** "Not true any more": asks for the reason, and counts the score without it from then on. */
function askReason({ showBrief }: Deps, body: BlockAction, token: string): Response {
  const { button, from } = decodeState(body.view);
  return {
    opens: workingView('Reading the notes…'),
    async work({ member, modal }) {
      const brief = await showBrief.behind(button, member.id);
      await modal.show(formView(brief, signalOf(brief, token), from));
    },
  };
}

const repeatMs = 10 * 60 * 1000;

function submitReason(deps: Deps, { view }: ViewSubmitAction): Response<ViewReply> {
  const state = decodeState(view);
  const reason = typedReason(view);
  if (reason === '') {
    const errors = { [correctionIds.reason]: 'Say in a few words what is so now, or press Back.' };
    return { reply: { response_action: 'errors', errors } };
  }
  const reply: ViewReply = { response_action: 'update', view: workingView('Counting the score anew…') };
  if (!deps.once.isFirst(`${view.id} ${view.hash}`, repeatMs)) return { reply };
  const notTrue: Means = (brief) => {
    const signal = signalOf(brief, state.token);
    const statement = md`*${signal.text}*: not true any more, ${quoted(reason, reasonLength)}`;
    return { statement, sayings: [{ signal, says: 'not_true', reason }] };
  };
  return { reply, work: (request) => say(deps, state, notTrue, request) };
}

/** What somebody says of one signal. */
interface Saying extends Pick<Correction, 'says' | 'reason' | 'settled'> {
  readonly signal: Signal;
}

/** What a press means for the brief as it is now; it may reject with UserError. */
type Means = (brief: Brief) => { readonly statement: Markup; readonly sayings: readonly Saying[] };

function keptPromise(token: string): Means {
  return (brief) => {
    const signal = signalOf(brief, token);
    return { statement: md`*Done*: ${signal.text}`, sayings: [{ signal, says: 'done', reason: '' }] };
  };
}

/** How two notes that disagree are settled, and what that says of each. */
interface Settlement {
  readonly settled: NonNullable<Correction['settled']>;
  readonly older: Correction['says'];
  readonly newer: Correction['says'];
}

const newer: Settlement = { settled: 'newer', older: 'not_true', newer: 'holds' };
const both: Settlement = { settled: 'both', older: 'holds', newer: 'holds' };
const neither: Settlement = { settled: 'neither', older: 'not_true', newer: 'not_true' };

function settled(chosen: Settlement, pair: string): Means {
  return (brief) => {
    const [first, second] = pair.split(' ').map((token) => signalOf(brief, token));
    if (!first || !second) throw new RangeError('a press on no pair');
    const { settled } = chosen;
    return {
      statement: md`*${settledWords[settled]}*`,
      sayings: [
        { signal: first, says: chosen.older, reason: '', settled },
        { signal: second, says: chosen.newer, reason: '', settled },
      ],
    };
  };
}

const undoing = z.array(z.string());
const gone =
  'That note was changed, deleted or is no longer shared with you, so there is nothing to put right any more.';
const nothing = 'That is taken back already, or its note is deleted or no longer shared with you.';

/** What of the notes that modal shows, for the audit. */
const shownBy = { why: 'why', more: 'full brief' } as const;

function moved(before: Brief, after: Brief): Markup | null {
  const [was, is] = [before.score, after.score];
  if (!was || !is) return null;
  return moveText({ before: was, after: is, parts: partsOf(was, is, 'correction'), outcomeSaid: null });
}

/** In the modal, or in the DM when that is closed: what was said is said. */
async function show(view: ModalView, text: KnownBlock, { modal, place }: Request): Promise<void> {
  if (!(await modal.show(view))) await place.tell(message('Your correction is kept.', [text]));
}

/** Writes down what somebody says and shows at once what it did to the score. */
async function say(deps: Deps, { button, from }: ViewState, means: Means, request: Request): Promise<void> {
  const { showBrief, drawBrief, corrections } = deps;
  const by = request.member.id;
  const before = await showBrief.unseen(button, by);
  const { statement, sayings } = means(before);
  const shared = { deal: before.deal, by, day: before.asOf };
  const said = await corrections.sayAll(
    sayings.map(({ signal, ...saying }) => ({ ...shared, ...saying, signal: refOf(signal) })),
  );
  const after = await showBrief.behind(button, by, shownBy[from]);
  const inForce = new Set(after.signals.map(({ correction }) => correction?.id));
  if (!said.every(({ id }) => inForce.has(id))) throw new UserError(gone);
  const text = lines([statement, moved(before, after)]);
  const what = sayings.map(({ signal }) => signal.text).join(', ');
  const undo = undoButton(
    said.map(({ id }) => id),
    what,
  );
  await show(drawBrief(after, from, [section(text, undo)]), section(text), request);
}

async function takeBack(
  { showBrief, drawBrief, corrections }: Deps,
  { button, from }: ViewState,
  ids: readonly string[],
  request: Request,
): Promise<void> {
  const by = request.member.id;
  const before = await showBrief.unseen(button, by);
  const readable = new Set(before.notes.map(({ id }) => id));
  const isBack = await corrections.takeBack(before.deal, { ids, readable }, by);
  if (!isBack) throw new UserError(nothing);
  const after = await showBrief.behind(button, by, shownBy[from]);
  const text = section(lines([md`Taken back.`, moved(before, after)]));
  await show(drawBrief(after, from, [text]), text, request);
}

interface CorrectionsDeps {
  readonly store: CorrectionStore;
  readonly audit: Audit;
  readonly changed: WeekChanged;
  readonly now: () => Date;
}

const acts = {
  not_true: 'contested',
  never: 'denied',
  holds: 'upheld',
  done: 'done',
  added: 'added',
} as const;

export function createCorrections({ store, audit, changed, now }: CorrectionsDeps): Corrections {
  async function write({ deal: { key: deal, joined }, ...said }: NewCorrection, at: string) {
    const correction = await store.say({ ...said, deal, at }, joined);
    audit({ did: acts[said.says], by: said.by, noteIds: [said.signal.noteId] });
    changed(said.by);
    return correction;
  }

  return {
    say: (said) => write(said, now().toISOString()),
    async sayAll(all) {
      const at = now().toISOString();
      return await Promise.all(all.map((said) => write(said, at)));
    },
    async takeBack(deal, { ids, readable }, by) {
      const all = (await store.on([deal])).filter(({ id }) => ids.includes(id));
      const own = all.filter(({ signal }) => readable?.has(signal.noteId) ?? true);
      await Promise.all(own.map(({ id }) => store.takeBack(id)));
      const noteIds = [...new Set(own.map(({ signal }) => signal.noteId))];
      if (own.length === 0) return false;
      audit({ did: 'took back', by, noteIds });
      changed(by);
      return true;
    },
  };
}

const title = 'Not true any more';

/** While the notes are read, and while the score is counted anew. */
function workingView(sentence: string): ModalView {
  return modal(title, [context(md`${sentence}`)]);
}

/** Asks why, and says who will read it. */
function formView(brief: Brief, signal: Signal, from: Origin): ModalView {
  const { text, raisedBy } = signal;
  const said = md`${dayName(raisedBy.day, brief.asOf)} ${quoted(raisedBy.quote, 140)}${cite(brief, raisedBy)}`;
  const reason = input(correctionIds.reason, 'What is so now?', {
    type: 'plain_text_input',
    action_id: correctionIds.reason,
    multiline: true,
    max_length: reasonLength,
  });
  return {
    ...modal(title, [
      section(lines([md`*${text}*`, said])),
      { ...reason, hint: plain('Everyone who can read that note sees your reason.') },
      actions(button(correctionIds.back, 'Back')),
    ]),
    callback_id: correctionIds.form,
    private_metadata: encodeState(brief, from, signal),
    submit: plain('Save', limits.modalTitle),
  };
}

/** One note whole, with the words in question in bold, and the way back. */
function noteView(brief: Brief, { noteId, quote }: Cited, from: Origin): ModalView {
  const index = brief.notes.findIndex(({ id }) => id === noteId);
  const note = brief.notes[index];
  if (!note) throw new UserError('That note is deleted or no longer shared with you.');
  const blocks = noteBlocks(brief, note, { number: index + 1, asker: brief.asker, quotes: [quote] });
  return {
    ...modal('Note', [...blocks, actions(button(correctionIds.back, 'Back'))]),
    private_metadata: encodeState(brief, from),
  };
}

import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Brief } from '../../brief/brief.ts';
import type { CorrectionStore } from '../../brief/corrections/correction-store.ts';
import { partsOf } from '../../brief/gain.ts';
import { createQuoteFinder } from '../../brief/quotes/quote.ts';
import { type LeftOut, refOf, type SignalRef, tokenOf } from '../../brief/signals/reading.ts';
import type { Cited, Correction, Signal } from '../../brief/signals/signal.ts';
import { UserError } from '../../errors.ts';
import type { Note } from '../../memory/note.ts';
import { dayName } from '../../util/calendar.ts';
import type { Audit } from '../kit/audit.ts';
import { actions, button, input, message, modal, plain, section, workingView } from '../kit/blocks.ts';
import { labelOf, settledWords, undoButton } from '../kit/correction-blocks.ts';
import {
  allRefsOf,
  citedBehind,
  decodeState,
  encodeState,
  mentionOf,
  type Origin,
  parseDeed,
  signalOf,
  typedReason,
  type ViewState,
} from '../kit/correction-state.ts';
import { cardOfBlock } from '../kit/deal-button.ts';
import { moveText } from '../kit/gain-text.ts';
import { correctionIds, reasonLength } from '../kit/ids.ts';
import { noteBlocks } from '../kit/note-blocks.ts';
import { cite, quoted } from '../kit/phrases.ts';
import type { Corrections, NewCorrection, ShowBrief, WeekChanged } from '../kit/ports.ts';
import { leftOutOf } from '../kit/reading-blocks.ts';
import {
  type Once,
  pressedValue,
  type Request,
  type Response,
  submittedOnce,
  type ViewReply,
} from '../kit/request.ts';
import { clip, limits, lines, type Markup, md } from '../kit/text.ts';
import { decodeMissing, missingTitle, missingView, notInNote } from './missing-form.ts';

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
    /** The menu on a card's promises. */
    doneOnCard: (body: BlockAction) => tickOff(deps, body),
    submit: (payload: ViewSubmitAction) => submitReason(deps, payload),
    done: saying(keptPromise),
    newer: saying((pair) => settled(newer, pair)),
    both: saying((pair) => settled(both, pair)),
    neither: saying((pair) => settled(neither, pair)),
    count: saying(counted),
    missing: (body: BlockAction) => askMissing(deps, body),
    submitMissing: (payload: ViewSubmitAction) => submitMissing(deps, payload),

    /** The menu on a row. */
    item(body: BlockAction): Response {
      const choice = parseDeed(pressedValue(body));
      if (choice.deed === 'notTrue') return askReason(deps, body, choice.of);
      const state = decodeState(body.view);
      const means = denials[choice.deed];
      if (means) return { work: (request) => say(deps, state, means(choice.of), request) };
      return openNote(deps, state, choice);
    },

    back(body: BlockAction): Response {
      const { button, from } = decodeState(body.view);
      return {
        async work({ member, modal }) {
          const brief = await showBrief.behind(button, member.id, shownBy[from.view]);
          await modal.show(drawBrief(brief, from, []));
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

function tickOff({ showBrief, corrections }: Deps, body: BlockAction): Response {
  const card = cardOfBlock(body.actions[0]);
  const token = pressedValue(body);
  if (!card) throw new RangeError('a press on no card');
  return {
    async work(request) {
      const by = request.member.id;
      const brief = await showBrief.unseen(card, by);
      const signal = refOf(signalOf(brief, token));
      await corrections.say({ deal: brief.deal, by, day: brief.asOf, signal, says: 'done', reason: '' });
      await showBrief.again(card, request);
    },
  };
}

function openNote({ showBrief }: Deps, { button, from }: ViewState, choice: Choice): Response {
  return {
    async work({ member, modal }) {
      const brief = await showBrief.behind(button, member.id, 'note');
      await modal.show(noteView(brief, citedBehind(brief, choice), from));
    },
  };
}

type Choice = ReturnType<typeof parseDeed>;

/** "No longer true": asks for the reason, and counts the score without it from then on. */
function askReason({ showBrief }: Deps, body: BlockAction, token: string): Response {
  const { button, from } = decodeState(body.view);
  return {
    opens: workingView(title, 'Reading the notes…'),
    async work({ member, modal }) {
      const brief = await showBrief.behind(button, member.id);
      await modal.show(formView(brief, signalOf(brief, token), from));
    },
  };
}

const countingAnew = 'Counting the score anew…';

function submitReason(deps: Deps, { view }: ViewSubmitAction): Response<ViewReply> {
  const state = decodeState(view);
  const reason = typedReason(view);
  if (reason === '') {
    const errors = { [correctionIds.reason]: 'Say in a few words what is so now, or press Back.' };
    return { reply: { response_action: 'errors', errors } };
  }
  const reply: ViewReply = { response_action: 'update', view: workingView(title, countingAnew) };
  const notTrue: Means = (brief) => {
    const signal = signalOf(brief, state.about);
    const statement = md`*${signal.text}*: no longer true, ${quoted(reason, reasonLength)}`;
    const meant = mentionOf(signal, state.about ?? '');
    return { what: signal.text, statement, sayings: [{ signal: meant, says: 'not_true', reason }] };
  };
  const work = (request: Request) => say(deps, state, notTrue, request);
  return submittedOnce(deps.once, view, { reply, work });
}

/** Opens the form for what a note says and was not read in it. */
function askMissing({ showBrief }: Deps, body: BlockAction): Response {
  const { button, from } = decodeState(body.view);
  const noteId = pressedValue(body);
  return {
    opens: workingView(missingTitle, 'Reading the note…'),
    async work({ member, modal }) {
      const brief = await showBrief.behind(button, member.id, 'note');
      await modal.show(missingView(brief, noteIn(brief, noteId), from));
    },
  };
}

function submitMissing(deps: Deps, { view }: ViewSubmitAction): Response<ViewReply> {
  const state = decodeState(view);
  const given = decodeMissing(view);
  if (given.quote === null) {
    const errors = { [correctionIds.words]: notInNote };
    return { reply: { response_action: 'errors', errors } };
  }
  const reply: ViewReply = { response_action: 'update', view: workingView(missingTitle, countingAnew) };
  const { kind, who, dueOn, quote } = given;
  const means: Means = (brief) => {
    const note = noteIn(brief, state.about ?? '');
    return adding(brief, note, { kind, who, dueOn, quote, text: clip(quote, addedLength) });
  };
  const work = (request: Request) => say(deps, state, means, request);
  return submittedOnce(deps.once, view, { reply, work });
}

/** What somebody says of words of a note. */
interface Saying extends Pick<Correction, 'says' | 'reason' | 'settled' | 'added'> {
  readonly signal: SignalRef;
}

/** What a press means for the brief as it is now; it may reject with UserError. */
type Means = (brief: Brief) => {
  /** To hear, after Undo. */
  readonly what: string;
  readonly statement: Markup;
  readonly sayings: readonly Saying[];
};

function keptPromise(token: string): Means {
  return (brief) => {
    const signal = signalOf(brief, token);
    const sayings = [{ signal: refOf(signal), says: 'done', reason: '' }] as const;
    return { what: signal.text, statement: md`*Done*: ${signal.text}`, sayings };
  };
}

const never = (signal: SignalRef) => ({ signal, says: 'never', reason: '' }) as const;

/** By what a menu's choice denies: all that says it, one note's words, or what was read to end it. */
const denials: Readonly<Partial<Record<Choice['deed'], (token: string) => Means>>> = {
  never: (token) => denying(token, (signal) => allRefsOf(signal)),
  neverHere: (token) => denying(token, (signal) => [mentionOf(signal, token)]),
  notEnded: (token) => (brief) => {
    const signal = signalOf(brief, token);
    const { kind, who, text, closedBy } = signal;
    const { noteId, quote } = closedBy ?? signal.raisedBy;
    const ending = closedBy ? [never({ noteId, kind, who, quote })] : [];
    const holds = { signal: refOf(signal), says: 'holds', reason: '' } as const;
    return { what: text, statement: md`*${text}*: still so`, sayings: [...ending, holds] };
  },
};

function denying(token: string, refs: (signal: Signal) => readonly SignalRef[]): Means {
  return (brief) => {
    const signal = signalOf(brief, token);
    const { text } = signal;
    return { what: text, statement: md`*${text}*: never said`, sayings: refs(signal).map(never) };
  };
}

/** "Count it", on what was left out. */
function counted(token: string): Means {
  return (brief) => {
    for (const note of brief.notes) {
      const found = leftOutOf(brief, note.id).find((one) => tokenOf({ noteId: note.id, ...one }) === token);
      if (found) return adding(brief, note, { ...found, text: found.text || clip(found.quote, addedLength) });
    }
    throw new UserError(gone);
  };
}

type Added = Pick<LeftOut, 'kind' | 'who' | 'text' | 'quote' | 'dueOn'>;

/** As long as a line of a card. */
const addedLength = 60;

function adding(brief: Brief, note: Note, { kind, who, text, quote, dueOn }: Added): ReturnType<Means> {
  const words = kind in brief.kindLabels ? createQuoteFinder(note.text)(quote) : null;
  if (words === null) throw new UserError(gone);
  const signal = { noteId: note.id, kind, who, quote: words };
  const statement = md`*${labelOf(brief, signal)}*, ${text}: added`;
  return { what: text, statement, sayings: [{ signal, says: 'added', reason: '', added: { text, dueOn } }] };
}

function noteIn({ notes }: Brief, id: string): Note {
  const note = notes.find((one) => one.id === id);
  if (!note) throw new UserError('That note is deleted or no longer shared with you.');
  return note;
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
      what: `${first.text}, ${second.text}`,
      statement: md`*${settledWords[settled]}*`,
      sayings: [
        { signal: refOf(first), says: chosen.older, reason: '', settled },
        { signal: refOf(second), says: chosen.newer, reason: '', settled },
      ],
    };
  };
}

const undoing = z.array(z.string());
const gone =
  'That note was changed, deleted or is no longer shared with you, so there is nothing to put right any more.';
const nothing = 'That is taken back already, or its note is deleted or no longer shared with you.';

/** What of the notes that modal shows, for the audit. */
const shownBy = { why: 'why', more: 'full brief', notes: 'notes' } as const;

function moved(before: Brief, after: Brief): Markup | null {
  const [was, is] = [before.score, after.score];
  if (!was || !is) return null;
  return moveText({ before: was, after: is, parts: partsOf(was, is, 'correction') });
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
  const { what, statement, sayings } = means(before);
  const shared = { deal: before.deal, by, day: before.asOf };
  const said = await corrections.sayAll(sayings.map((saying) => ({ ...shared, ...saying })));
  const after = await showBrief.behind(button, by, shownBy[from.view]);
  const inForce = new Set(after.corrections.map(({ id }) => id));
  if (!said.every(({ id }) => inForce.has(id))) throw new UserError(gone);
  const text = lines([statement, moved(before, after)]);
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
  const after = await showBrief.behind(button, by, shownBy[from.view]);
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

const title = 'No longer true';

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
    private_metadata: encodeState(brief, from, tokenOf(refOf(signal))),
    submit: plain('Save', limits.modalTitle),
  };
}

/** One note whole, with the words in question in bold, and the way back. */
function noteView(brief: Brief, { noteId, quote }: Pick<Cited, 'noteId' | 'quote'>, from: Origin): ModalView {
  const note = noteIn(brief, noteId);
  const number = brief.notes.indexOf(note) + 1;
  const quotes = quote === '' ? [] : [quote];
  const blocks = noteBlocks(brief, note, { number, asker: brief.asker, quotes });
  return {
    ...modal('Note', [...blocks, actions(button(correctionIds.back, 'Back'))]),
    private_metadata: encodeState(brief, from),
  };
}

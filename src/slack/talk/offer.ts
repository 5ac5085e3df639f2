import type { BlockAction } from '@slack/bolt';
import type { Button, KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Note, Visibility } from '../../memory/note.ts';
import {
  actions,
  button,
  context,
  countedLength,
  type Message,
  message,
  section,
  sentence,
} from '../kit/blocks.ts';
import { choiceOf, noteOf, withPerson, withTypedName } from '../kit/call-draft.ts';
import { formView, loadingView } from '../kit/call-form.ts';
import { type Posted, permalinkOf } from '../kit/delivery.ts';
import { talkIds } from '../kit/ids.ts';
import { encodePendingNote, readWords, receiptRow, wordBlocks } from '../kit/pending-note.ts';
import { noteSubject } from '../kit/phrases.ts';
import type { NewCall, Receipts } from '../kit/ports.ts';
import { pressedValue, type Request, type Response, type SaidToBot, threadOf } from '../kit/request.ts';
import { limits, md } from '../kit/text.ts';
import { type Participants, toldOf } from './what-was-said.ts';

/** A sentence that may become a note. */
interface Offer {
  /** `note-<uuid>`: whatever is pressed and however often, it is stored under this id. */
  readonly id: string;
  readonly text: string;
  readonly link: string | null;
  readonly stranger: string;
  readonly visibility: Visibility;
  /** One for each way to save it; likeliest first. */
  readonly notes: readonly Note[];
}

const mostButtons = 5;

/** Asks whether, or on whom, to save; holds the whole text and works after a restart. */
export function offerMessage(offer: Offer): Message {
  const { id, text, link, stranger, visibility, notes } = offer;
  const [only, ...more] = notes;
  const isOne = only !== undefined && more.length === 0;
  const carried = encodeCarried({ id, link, stranger, length: text.length });
  const elsewhere = only ? 'Someone else' : 'Choose who';
  const ways: readonly Button[] = [
    button(talkIds.else, elsewhere, { value: carried }),
    button(talkIds.question, 'It’s a question', { value: carried }),
  ];
  const question = isOne ? md`Save this on *${noteSubject(only)}*?` : md`Who is this about?`;
  return message(isOne ? `Save this on ${noteSubject(only)}?` : 'Who is this about?', [
    section(question),
    ...wordBlocks(text),
    context(md`${visibility === 'team' ? 'It will be shared with the team.' : 'It will be private to you.'}`),
    ...rows(notes.slice(0, mostButtons).map(saveButton), ways, isOne),
  ]);
}

/** Too long for one note: nothing is cut off unseen. */
function tooLongMessage(length: number): Message {
  return sentence(
    `That has ${length} characters and a note holds ${limits.note}. Send it in two parts, each will be offered as a note.`,
  );
}

/** One to save stands beside the ways out; several stand above them. */
function rows(saves: readonly Button[], ways: readonly Button[], isOne: boolean): KnownBlock[] {
  if (saves.length === 0) return [actions(...ways)];
  return isOne ? [receiptRow(...saves, ...ways)] : [receiptRow(...saves), actions(...ways)];
}

function saveButton(note: Note, index: number, { length }: readonly Note[]): Button {
  const name = noteSubject(note);
  const value = encodePendingNote({ note, edits: false, isAgain: false });
  const look = { value, label: `Save this on ${name}` };
  if (length > 1) return button(`${talkIds.save}${index}`, name, look);
  return button(`${talkIds.save}${index}`, 'Save', { ...look, style: 'primary' });
}

interface Deps {
  readonly newCall: NewCall;
  readonly client: WebClient;
  readonly now: () => Date;
}

/** Offers what was said as a note on whom it names, among those the asker may see. */
export async function makeOffer(
  { newCall, client, now }: Deps,
  said: Pick<SaidToBot, 'channel' | 'ts' | 'text'>,
  request: Request,
): Promise<void> {
  const [link, people] = await Promise.all([permalinkOf(client, said), newCall.people(request)]);
  const { text, subjects, stranger } = toldOf(said.text, people);
  const length = countedLength(text);
  if (length > limits.note) return request.place.show(tooLongMessage(length));
  const draft = { ...newCall.draft(request, 'dm', link), text };
  const noteOn = ([first, ...rest]: Participants): Note =>
    noteOf({ ...withPerson(draft, first), also: rest.map(choiceOf) }, people, {
      id: request.member.id,
      now: now(),
    });
  const visibility = draft.share ? 'team' : 'private';
  const notes = subjects.map(noteOn);
  await request.place.show(offerMessage({ id: draft.id, text, link, stranger, visibility, notes }));
}

interface OfferButtonsDeps {
  readonly newCall: NewCall;
  readonly receipts: Receipts;
  readonly answer: (said: SaidToBot, request: Request) => Promise<void>;
}

/** The ways out of an offer besides Save; each needs nothing but the pressed message. */
export function createOfferButtons({ newCall, receipts, answer }: OfferButtonsDeps) {
  return {
    /** The form with the text in it, under the id of the offer: whichever way it is saved, it is stored once. */
    else(body: BlockAction): Response {
      const { id, text, link, stranger, at } = decodeCarried(body);
      return {
        opens: loadingView(false),
        async work(request) {
          if (at) receipts.found(id, at);
          const draft = { ...newCall.draft(request, 'dm', link), id, text };
          const { notice, ...filled } = withTypedName(draft, stranger, await newCall.people(request));
          await request.modal.show(formView(filled.draft, notice ? { notice } : {}));
        },
      };
    },

    question(body: BlockAction): Response {
      const { text, at, thread } = decodeCarried(body);
      const user = body.user.id;
      const said = { user, channel: at?.channel ?? '', ts: at?.ts ?? '', thread, text, isMention: false };
      return { work: (request) => answer(said, request) };
    },
  };
}

/** What the buttons of an offer carry besides the words, which stand in the message. */
const shape = z.object({
  id: z.string(),
  length: z.number(),
  /** Of the message that was said. */
  link: z.string().nullable(),
  /** A name nobody knows. */
  stranger: z.string(),
});

/** Everything that an offer is made of, read from the pressed message alone. */
interface OfferState extends z.infer<typeof shape> {
  readonly text: string;
  /** Where the offer stands; undefined when Slack does not say. */
  readonly at: Posted | undefined;
  readonly thread: string | undefined;
}

/** The value of a button that needs the words. A link too long for it is left out. */
function encodeCarried(carried: z.infer<typeof shape>): string {
  const whole = JSON.stringify(carried);
  return whole.length <= limits.buttonValue ? whole : JSON.stringify({ ...carried, link: null });
}

/** Throws unless the pressed message holds the offer whole. */
function decodeCarried(body: BlockAction): OfferState {
  const { channel, message } = body;
  const carried = shape.parse(JSON.parse(pressedValue(body)));
  const text = readWords(message?.['blocks'] ?? [], carried.length);
  const at = channel && message ? { channel: channel.id, ts: message.ts } : undefined;
  return { ...carried, text, at, thread: threadOf(message) };
}

import type { BlockAction, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { type ScoreChange, scoreChanges } from '../../brief/gain.ts';
import type { Rubric } from '../../brief/score/rubric.ts';
import type { Timeline, Timelines } from '../../brief/timelines.ts';
import { lineOfDays } from '../../charts/line-of-days.ts';
import { drawPng, type Shade, shades } from '../../charts/png.ts';
import type { Memory, Roster } from '../../memory/memory.ts';
import { outcomes } from '../../memory/note.ts';
import { dayIn, dayName, daysBetween } from '../../util/calendar.ts';
import { showWhenSlow } from '../../util/deadline.ts';
import type { Audit } from '../kit/audit.ts';
import { type Message, message, modal as modalView, section, workingView } from '../kit/blocks.ts';
import type { CommandName } from '../kit/commands.ts';
import { type Table, tableMessage } from '../kit/data-table.ts';
import { parseDealButton } from '../kit/deal-button.ts';
import { type Asker, createFindPerson, typedName } from '../kit/find-person.ts';
import { partsText, signed } from '../kit/gain-text.ts';
import { timelineIds } from '../kit/ids.ts';
import { ownNote, readableNote } from '../kit/own-notes.ts';
import { subject } from '../kit/phrases.ts';
import { type Picture, type Pictures, sentText } from '../kit/pictures.ts';
import type { Places } from '../kit/place.ts';
import { pressedValue, type Request, type Response, usage, type ViewReply } from '../kit/request.ts';
import type { SharedPosts } from '../kit/shared-posts.ts';
import { md } from '../kit/text.ts';
import {
  decodeState,
  firstPage,
  noteView,
  pageOf,
  type TimelineState,
  timelineView,
  typedQuery,
} from './view.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly timelines: Timelines;
  readonly rubric: Rubric;
  readonly sharedPosts: Pick<SharedPosts, 'standing'>;
  readonly places: Places;
  readonly pictures: Pictures;
  readonly audit: Audit;
  readonly commandName: CommandName;
  readonly now: () => Date;
}

/** All that timelines hear. */
export function createTimelineVerb(deps: Deps) {
  const { memory, roster, sharedPosts, audit, commandName, now } = deps;
  const showTimeline = createShowTimeline(deps);
  return {
    scoreAs: createScoreAs(deps, showTimeline),
    ...createAskTimeline({ roster, showTimeline, commandName, now }),
    ...createBrowse(showTimeline),
    ...createRowButtons({ memory, sharedPosts, showTimeline, audit, now }),
  };
}

interface AskTimelineDeps {
  readonly roster: Roster;
  readonly showTimeline: ShowTimeline;
  readonly commandName: CommandName;
  readonly now: () => Date;
}

function timelineForm(timeline: string): string {
  return `\`${timeline} Priya\`, \`${timeline} Rentfield\`, or \`${timeline}\` alone to choose`;
}

/** The ways into a timeline: by name, by choosing. */
function createAskTimeline({ showTimeline, ...deps }: AskTimelineDeps) {
  const question = 'Whose calls do you want to see?';
  const find = createFindPerson(deps, { ids: timelineIds, command: 'timeline', question });

  function askerOf(request: Request): Asker {
    const show = (message: Message) => showTimeline.message(message, request);
    // The modal says that notes are read since it opened.
    return { member: request.member, show, progress: async () => undefined };
  }

  return {
    command({ text }: SlashCommand): Response {
      const name = typedName(text);
      if (name === 'help') return usage(timelineForm(deps.commandName('timeline')));
      return {
        opens: loadingTimeline(),
        async work(request) {
          const target = await find.byName(name, askerOf(request));
          if (!target) return;
          const { deal, prospect } = target;
          await showTimeline.show(firstPage({ deal: deal.key, prospect: prospect?.key ?? null }), request);
        },
      };
    },

    choose(body: BlockAction): Response {
      const button = parseDealButton(pressedValue(body));
      return { opens: loadingTimeline(), work: (request) => showTimeline.show(firstPage(button), request) };
    },

    pick(body: BlockAction): Response {
      const token = pressedValue(body);
      return {
        opens: loadingTimeline(),
        async work(request) {
          const { deal, prospect } = await find.byToken(token, askerOf(request));
          await showTimeline.show(firstPage({ deal: deal.key, prospect: prospect.key }), request);
        },
      };
    },

    suggestions: find.suggestions,
  };
}

type StateChange = (state: TimelineState, body: BlockAction) => Partial<TimelineState>;

const outcomeFilter = z.enum(outcomes).nullable().catch(null);

/** The ways around in a timeline: search, filter, pages; each reads the notes afresh. */
function createBrowse(showTimeline: ShowTimeline) {
  function turned(change: StateChange) {
    return (body: BlockAction): Response => {
      const state = decodeState(body.view);
      return { work: (request) => showTimeline.show({ ...state, ...change(state, body) }, request) };
    };
  }

  return {
    search({ view }: ViewSubmitAction): Response<ViewReply> {
      const state = { ...decodeState(view), query: typedQuery(view), page: 0 };
      return {
        reply: { response_action: 'update', view: loadingTimeline() },
        work: (request) => showTimeline.show(state, request),
      };
    },

    filter: turned((_state, body) => ({
      outcome: outcomeFilter.parse(pressedValue(body)),
      query: typedQuery(body.view),
      page: 0,
    })),
    whole: turned((_state, body) => ({ isWhole: pressedValue(body) === 'whole', page: 0 })),
    newer: turned(({ page }) => ({ page: Math.max(0, page - 1) })),
    older: turned(({ page }) => ({ page: page + 1 })),
    back: turned(() => ({})),
  };
}

const title = 'Timeline';
const goneSentence = 'There are no notes on this any more.';
const lateSentence = 'The timeline could not open in time. Ask for it once more.';

/** While notes are read. */
function loadingTimeline(): ModalView {
  return workingView(title, 'Reading the notes…');
}

/** Shows timelines in the modal that the person used. */
interface ShowTimeline {
  /** `notice` says what was just done, and reaches the person's DM when the modal is gone. */
  show(state: TimelineState, request: Request, notice?: string): Promise<void>;
  /** A question or answer in the modal's place; in the conversation when there is no modal. */
  message(message: Message, request: Request): Promise<void>;
}

function createShowTimeline({ roster, timelines, pictures, audit, now }: Deps): ShowTimeline {
  async function tell(said: Message, { modal, place }: Request): Promise<void> {
    if (!(await modal.show(modalView(title, said.blocks)))) await place.show(said);
  }

  function say(sentence: string): Message {
    return message(sentence, [section(md`${sentence}`)]);
  }

  return {
    message: tell,
    async show(asking, request, notice = '') {
      const asker = request.member.id;
      const state = await roster.current(asking, asker);
      const prospect = state.isWhole ? null : state.prospect;
      const timeline = await timelines.read({ ...state, prospect, asker });
      if (!timeline) return tell(say(`${notice} ${goneSentence}`.trim()), request);
      const reader = { asker, today: dayIn(request.member.zone, now()), notice, pictures };
      const isShown = await request.modal.show(timelineView(timeline, state, reader));
      const noteIds = pageOf(timeline, state).rows.map(({ note }) => note.id);
      if (isShown) audit({ did: 'read', view: 'timeline', by: asker, noteIds });
      else await request.place.show(say(notice || lateSentence));
    },
  };
}

const scoreWay = z.enum(['table', ...shades]);

/** The score over time, into the asker's own conversation with the bot: it may rest on private notes. */
function createScoreAs(
  { roster, timelines, rubric, places, pictures, audit }: Deps,
  showTimeline: ShowTimeline,
) {
  async function send(way: z.infer<typeof scoreWay>, timeline: Timeline, user: string): Promise<string> {
    const table = tableMessage(scoreTable(timeline, rubric), (count) => `${count} more days are not shown`);
    if (!table) return 'There is no score yet.';
    await places.ofDm(user).show(table);
    if (way === 'table' || !pictures.areAllowed) return 'The table is in your DM.';
    return sentText(await pictures.send(user, await scorePicture(timeline, rubric, way)));
  }

  return (body: BlockAction): Response => {
    const [state, way] = [decodeState(body.view), scoreWay.parse(pressedValue(body))];
    return {
      async work(request) {
        const { member, modal } = request;
        const asked = { ...(await roster.current(state, member.id)), outcome: null, query: '' };
        const timeline = await timelines.read({ ...asked, asker: member.id });
        if (!timeline) return showTimeline.show(state, request);
        const sending = send(way, timeline, member.id);
        const done = await showWhenSlow(sending, async () => void (await modal.show(loadingTimeline())));
        audit({ did: 'exported', view: 'timeline', by: member.id, noteIds: idsOf(timeline) });
        await showTimeline.show(state, request, done);
      },
    };
  };
}

function idsOf({ rows }: Timeline): readonly string[] {
  return rows.map(({ note }) => note.id);
}

interface RowButtonsDeps {
  readonly memory: Memory;
  readonly sharedPosts: Pick<SharedPosts, 'standing'>;
  readonly showTimeline: ShowTimeline;
  readonly audit: Audit;
  readonly now: () => Date;
}

const sharing = z.object({ id: z.string(), to: z.enum(['team', 'private']) });

/** What can be done with one note of a timeline; changing it is for its author alone. */
function createRowButtons({ memory, sharedPosts, showTimeline, audit, now }: RowButtonsDeps) {
  const told = (...sentences: readonly string[]) => sentences.filter(Boolean).join(' ');
  return {
    open(body: BlockAction): Response {
      const [state, id] = [decodeState(body.view), pressedValue(body)];
      return {
        async work({ member, modal }) {
          const note = await readableNote(memory, id, member.id);
          const reader = { asker: member.id, today: dayIn(member.zone, now()) };
          await modal.show(noteView(note, state, reader));
          audit({ did: 'read', view: 'note', by: member.id, noteIds: [id] });
        },
      };
    },

    remove(body: BlockAction): Response {
      const [state, id] = [decodeState(body.view), pressedValue(body)];
      return {
        async work(request) {
          await ownNote(memory, id, request.member.id);
          const posted = await sharedPosts.standing([id], request.member.id);
          await memory.remove(id, request.member.id);
          audit({ did: 'deleted', by: request.member.id, noteIds: [id] });
          await showTimeline.show(state, request, told('Deleted. No brief will use that note.', posted));
        },
      };
    },

    share(body: BlockAction): Response {
      const state = decodeState(body.view);
      const { id, to } = sharing.parse(JSON.parse(pressedValue(body)));
      return {
        async work(request) {
          await ownNote(memory, id, request.member.id);
          const isShared = to === 'team';
          const posted = isShared ? '' : await sharedPosts.standing([id], request.member.id);
          await memory.setVisibility(id, to, { by: request.member.id });
          audit({ did: isShared ? 'shared' : 'made private', by: request.member.id, noteIds: [id] });
          const done = isShared
            ? 'Shared. Your team can read that note now.'
            : told('Private. Only you can read that note now.', posted);
          await showTimeline.show(state, request, done);
        },
      };
    },
  };
}

interface OpenNoteDeps {
  readonly memory: Memory;
  readonly audit: Audit;
  readonly now: () => Date;
}

/** A note of a timeline that nobody has opened yet: the way back leads to all calls of its deal. */
export function openNote({ memory, audit, now }: OpenNoteDeps, id: string): Response {
  return {
    opens: loadingTimeline(),
    async work({ member, modal }) {
      const note = await readableNote(memory, id, member.id);
      audit({ did: 'read', view: 'note', by: member.id, noteIds: [id] });
      const state = firstPage({ deal: note.deal.key, prospect: null });
      await modal.show(noteView(note, state, { asker: member.id, today: dayIn(member.zone, now()) }));
    },
  };
}

/** The days of the chart and what happened on each, numbered from 1; none without a score. */
function changesOf({ chart, read }: Timeline, rubric: Rubric): readonly ScoreChange[] {
  return scoreChanges(chart, read.history, rubric);
}

/** "Score of Priya Sharma at Rentfield". */
function titleOf(timeline: Timeline): string {
  return `Score of ${subject(timeline)}`;
}

/** A row for each day of the chart, the oldest first, with what moved the score. */
function scoreTable(timeline: Timeline, rubric: Rubric): Table {
  const { asOf } = timeline.read;
  return {
    caption: titleOf(timeline),
    columns: ['No.', 'Day', 'Score', 'Change', 'What moved it'],
    rows: changesOf(timeline, rubric).map(({ day, value, band, change, parts }, at) => [
      { value: at + 1, text: String(at + 1) },
      { value: -daysBetween(day, asOf), text: dayName(day, asOf) },
      { value, text: `${value} ${band}` },
      { value: change ?? 0, text: change === null ? '–' : signed(change) },
      { text: parts.length === 0 ? 'Nothing' : partsText(parts) },
    ]),
  };
}

/** The score as a line on its bands; the numbers are those of the table. */
async function scorePicture(timeline: Timeline, rubric: Rubric, shade: Shade): Promise<Picture> {
  const changes = changesOf(timeline, rubric);
  const points = changes.map(({ day, value, change }, at) => ({
    ...{ day, value },
    // What only time has changed has a small point, the first and the last of all days their numbers.
    number: change === 0 ? null : at + 1,
  }));
  const zones = rubric.bands.map(({ name, from }, at) => ({
    name,
    range: [from, (rubric.bands[at + 1]?.from ?? 101) - 1] as const,
  }));
  const { asOf } = timeline.read;
  const words = changes.map(
    ({ day, value, band, parts }, at) =>
      `${at + 1}: ${dayName(day, asOf)}, ${value} ${band}${parts.length > 0 ? ` (${partsText(parts)})` : ''}.`,
  );
  const png = await drawPng(lineOfDays(points, zones, shade), shade);
  return { name: 'score.png', title: titleOf(timeline), words: words.join(' '), png };
}

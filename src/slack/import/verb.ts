import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import pMap from 'p-map';
import { UserError } from '../../errors.ts';
import type { ImportRecord } from '../../import/import-store.ts';
import type { ImportEnd, Importer, ImportProgress, Imports, LookedAt } from '../../import/imports.ts';
import type { ImportPlan } from '../../import/plan.ts';
import type { BackgroundWork } from '../../util/background-work.ts';
import { dayIn } from '../../util/calendar.ts';
import type { Audit } from '../kit/audit.ts';
import { type Message, message, progressBlock } from '../kit/blocks.ts';
import type { Deliver } from '../kit/delivery.ts';
import type { Member, Members } from '../kit/members.ts';
import type { TakeFiles, WeekChanged } from '../kit/ports.ts';
import {
  firstOf,
  type Once,
  pressedValue,
  type Request,
  type Response,
  type SentFile,
  type ViewReply,
} from '../kit/request.ts';
import { isMessageGone } from '../kit/slack-errors.ts';
import {
  changeForm,
  choicesFrom,
  decodeImportForm,
  faultsIn,
  type ImportForm,
  loadingForm,
  peopleForm,
  peopleFrom,
} from './form.ts';
import {
  doneMessage,
  noScopeMessage,
  previewMessage,
  putAwayMessage,
  readingFile,
  runningMessage,
  undoneMessage,
  workbookMessage,
} from './preview.ts';

interface Deps {
  readonly imports: Imports;
  readonly deliver: Deliver;
  readonly members: Members;
  readonly work: BackgroundWork;
  readonly once: Once;
  readonly audit: Audit;
  readonly changed: WeekChanged;
  /** Whether Slack lets this app read files. */
  readonly readsFiles: boolean;
  /** `READ_PRIVATE`. */
  readonly canReadPrivate: boolean;
  /** How long so many further notes take to be read, in milliseconds. */
  readonly readingTakes: (notes: number) => number;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
  /** How many people are of the team; undefined where it is everybody. */
  readonly teamSize: () => number | undefined;
}

const table = /\.(?:csv|tsv|tab)$/i;
const workbook = /\.(?:xlsx?|xlsm|ods|numbers)$/i;

/** Files that become notes: dropped, shown, said yes to, undone. */
export function createImportVerb(deps: Deps) {
  const { imports, deliver, members, once } = deps;
  const show = createShow(deps);
  const run = createRunning(deps, show);

  async function takeOne(file: SentFile, { member }: Pick<Request, 'member'>): Promise<void> {
    const reading = readingFile(file.name);
    const at = await deliver.dm(member.id, message(reading, [progressBlock(reading)]));
    try {
      const kept = { id: file.id, name: file.name, url: file.url, size: file.size };
      const looked = await imports.offer({
        author: member,
        by: member.id,
        file: kept,
        visibility: 'private',
      });
      await show.preview({ ...looked, record: { ...looked.record, message: at } });
    } catch (error) {
      const told =
        error instanceof UserError
          ? error.message
          : 'That file could not be read just now. Send it once more.';
      await deliver.update(at, message(told, [progressBlock(told)]));
      if (!(error instanceof UserError)) throw error;
    }
  }

  const files: TakeFiles = {
    among: (all) => all.filter(({ name, filetype }) => isTable(name, filetype) || workbook.test(name)),
    async take(all, request) {
      if (!deps.readsFiles) return request.place.show(noScopeMessage());
      const tables = all.filter(({ name, filetype }) => isTable(name, filetype));
      if (tables.length < all.length) await request.place.show(workbookMessage());
      for (const file of tables) await takeOne(file, request);
    },
  };

  /** For whom it is, or for an admin where that one left. */
  async function own(id: string, { member }: Pick<Request, 'member'>): Promise<Meant> {
    const record = await imports.record(id);
    if (record.author === member.id) return { record, author: member };
    const author = await members.get(record.author);
    const isTheirs =
      record.by === member.id && author.barred === 'left' && (await members.isAdmin(member.id));
    if (!isTheirs) throw new UserError('That import is somebody else’s.');
    return { record, author: { ...author, seenBy: member.id } };
  }

  function pressed(body: BlockAction, what: (meant: Meant, request: Request) => Promise<void>): Response {
    const id = pressedValue(body);
    return firstOf(
      { once, key: `import ${body.actions[0]?.action_id} ${id}`, ms: 3_000 },
      async (request) => {
        const { record, author } = await own(id, request);
        await what({ record: placedAt(record, body), author }, request);
      },
    );
  }

  function opened(body: BlockAction, form: typeof changeForm): Response {
    const id = pressedValue(body);
    return {
      opens: loadingForm(),
      async work(request) {
        const { record, author } = await own(id, request);
        checkOffered(record);
        await request.modal.show(form(await imports.look(placedAt(record, body), author), deps.teamSize()));
      },
    };
  }

  function submitted(form: ImportForm, change: (record: ImportRecord) => ImportRecord): Response<ViewReply> {
    return {
      async work(request) {
        const { record, author } = await own(form.id, request);
        checkOffered(record);
        await show.preview(await imports.look(change(record), author));
      },
    };
  }

  return {
    files,
    resume: () => resume(deps, run),
    yes: (body: BlockAction): Response => ({ ...pressed(body, run.begin), asksAnew: true }),
    undo: (body: BlockAction): Response => pressed(body, run.undo),
    no: (body: BlockAction): Response =>
      pressed(body, async ({ record }) => {
        checkOffered(record);
        await imports.drop(record.id);
        await show.draw(record, putAwayMessage(record.file.name));
      }),
    change: (body: BlockAction): Response => opened(body, changeForm),
    people: (body: BlockAction): Response => opened(body, peopleForm),
    submitChange({ view }: ViewSubmitAction): Response<ViewReply> {
      const form = decodeImportForm(view);
      const errors = faultsIn(form);
      if (Object.keys(errors).length > 0) return { reply: { response_action: 'errors', errors } };
      return submitted(form, (record) => ({ ...record, choices: choicesFrom(form, record.choices) }));
    },
    submitPeople({ view }: ViewSubmitAction): Response<ViewReply> {
      const form = decodeImportForm(view);
      return submitted(form, (record) => {
        const people = { ...record.choices.people, ...peopleFrom(form) };
        return { ...record, choices: { ...record.choices, people } };
      });
    },
  };
}

/** An import, and whose notes it makes. */
interface Meant {
  readonly record: ImportRecord;
  readonly author: Importer;
}

/** For who left somebody else looks, who sees no more for that. */
function seenBy(author: Member, { by }: Pick<ImportRecord, 'by'>): Importer {
  return { ...author, seenBy: author.barred === 'left' ? by : author.id };
}

function isTable(name: string, filetype: string): boolean {
  return table.test(name) || (['csv', 'tsv'].includes(filetype) && !workbook.test(name));
}

/** The message that was pressed is the one that tells of it, whatever was written down. */
function placedAt(record: ImportRecord, { channel, message: pressed }: BlockAction): ImportRecord {
  return channel && pressed ? { ...record, message: { channel: channel.id, ts: pressed.ts } } : record;
}

function checkOffered({ status }: ImportRecord): void {
  if (status !== 'offered')
    throw new UserError('That import has begun already. Undo it to choose otherwise.');
}

type Show = ReturnType<typeof createShow>;

/** What stands in the message of an import. */
function createShow({ imports, deliver, members, readingTakes, canReadPrivate, now }: Deps) {
  /** Whom it is for, or who sent the file where that one left. */
  async function holderOf({ author, by }: ImportRecord): Promise<string> {
    if (author === by) return author;
    return (await members.lately(author)).barred === 'left' ? by : author;
  }

  async function draw(record: ImportRecord, told: Message): Promise<ImportRecord> {
    try {
      if (record.message) {
        await deliver.update(record.message, told);
        return record;
      }
    } catch (error) {
      if (!isMessageGone(error)) throw error;
    }
    return { ...record, message: await deliver.dm(await holderOf(record), told) };
  }

  return {
    draw,
    holderOf,
    /** Written down first, so that each button finds it. */
    async preview(looked: LookedAt): Promise<void> {
      const { record, plan } = looked;
      const [author, sender] = await Promise.all([members.get(record.author), members.get(record.by)]);
      const isLeaver = author.barred === 'left';
      const setting = {
        today: dayIn(author.zone, now()),
        canReadPrivate,
        reading: { openMs: readingTakes(openNotes(plan)), allMs: readingTakes(plan.notes.length) },
        sender: author.id === sender.id || isLeaver ? null : (sender.name ?? 'A colleague'),
        leaver: isLeaver ? (author.name ?? 'somebody') : null,
      };
      await imports.save(record);
      const drawn = await draw(record, previewMessage(looked, setting));
      if (drawn.message !== record.message) await imports.save(drawn);
    },
  };
}

function openNotes({ notes, over }: ImportPlan): number {
  return notes.filter(({ deal }) => !over.has(deal.key)).length;
}

/** A message is changed no more often than this. */
const drawMs = 1_500;

/** Runs what was said yes to, and shows how far it is. */
function createRunning(deps: Deps, show: Show) {
  const { imports, work, audit, changed, now, report } = deps;

  /** What is drawn last is what came last. */
  function drawing(record: ImportRecord, isUndo: boolean) {
    let last = 0;
    let drawn: Promise<unknown> = Promise.resolve();
    return {
      hear(progress: ImportProgress): void {
        if (now().getTime() - last < drawMs) return;
        last = now().getTime();
        drawn = drawn
          .then(() => show.draw(record, runningMessage(record.file.name, progress, isUndo)))
          .catch(report);
      },
      settled: () => drawn,
    };
  }

  async function end(record: ImportRecord, came: ImportEnd): Promise<void> {
    const { id, file, author } = record;
    if (came.kind === 'stopped') return;
    const by = await show.holderOf(record);
    const whose = by === author ? {} : { of: author };
    audit({ did: came.kind === 'done' ? 'imported' : 'import undone', by, ...whose, noteIds: [] });
    changed(author);
    await show.draw(
      record,
      came.kind === 'done' ? doneMessage(id, file.name, came) : undoneMessage(file.name, came),
    );
  }

  async function store({ record, author }: { record: ImportRecord; author: Importer }): Promise<void> {
    const { hear, settled } = drawing(record, false);
    const came = await imports.run(record, author, hear);
    await settled();
    await end(record, came);
  }

  async function takeBack(record: ImportRecord): Promise<void> {
    const { hear, settled } = drawing(record, true);
    const came = await imports.undo(record, hear);
    await settled();
    await end(record, came);
  }

  const follow = (going: Promise<void>) => void work.follow(going).catch(report);

  return {
    store,
    takeBack,
    follow,
    async begin({ record, author }: Meant): Promise<void> {
      checkOffered(record);
      const said = { ...record, at: now().toISOString(), status: 'running' as const };
      const looked = await imports.look(said, author);
      const begun = { ...said, total: looked.plan.notes.length };
      await imports.save(begun);
      await show.draw(
        begun,
        runningMessage(begun.file.name, { stored: 0, total: begun.total, isWaiting: false }),
      );
      follow(store({ record: begun, author }));
      await askOthers(deps, show, looked);
    },
    async undo({ record }: Meant): Promise<void> {
      if (record.status === 'undone' || record.status === 'offered')
        throw new UserError('That import is undone already.');
      follow(takeBack(record));
    },
  };
}

/** Those whose rows these are see what would be theirs; of those who left an admin does. */
async function askOthers(
  { imports, members }: Deps,
  show: Show,
  { record, others }: LookedAt,
): Promise<void> {
  // Who was asked by somebody asks nobody.
  if (record.author !== record.by) return;
  const isAdmin = others.some(({ can }) => can === 'left') && (await members.isAdmin(record.by));
  const asked = others.filter(({ can }) => can === 'accept' || (can === 'left' && isAdmin));
  for (const { user, can } of asked) {
    const author = await members.get(user);
    // Nobody could read what is private to somebody who left.
    const visibility = can === 'left' ? 'team' : 'private';
    const { by, file, choices } = record;
    await show.preview(
      await imports.offer({ author: seenBy(author, record), by, file, choices, visibility }),
    );
  }
}

const atOnce = 1;
/** A process that was killed may have said a moment before that it goes on. */
const lookAgainMs = 25_000;

/** Goes on with what a process that is gone had begun. */
async function resume(
  { imports, members, work, report }: Deps,
  run: ReturnType<typeof createRunning>,
): Promise<void> {
  const goOn = async (record: ImportRecord): Promise<void> => {
    const author = await members.lately(record.author);
    await (record.status === 'undoing'
      ? run.takeBack(record)
      : run.store({ record, author: seenBy(author, record) }));
  };
  const all = async () =>
    pMap(await imports.leftOver(), (record) => goOn(record).catch(report), { concurrency: atOnce });
  await all();
  if (await work.pause(lookAgainMs)) await all();
}

import type { createAskVerb } from './ask/verb.ts';
import type { createAskBrief } from './brief/ask-brief.ts';
import type { createCardButtons } from './brief/card-buttons.ts';
import type { createRulingVerb } from './corrections/verb.ts';
import type { createDigestVerb } from './digest/verb.ts';
import type { createForgetVerb } from './forget/verb.ts';
import type { createHandoverVerb } from './handover/verb.ts';
import type { createHomeVerb } from './home/home.ts';
import {
  askIds,
  briefIds as brief,
  digestIds,
  forgetIds,
  handoverIds,
  homeIds,
  logIds as log,
  correctNameIds as mendIds,
  pipelineIds,
  correctionIds as rulingIds,
  shareIds,
  talkIds,
  timelineIds,
} from './kit/ids.ts';
import type { Ear } from './kit/router.ts';
import type { createOpenForm } from './log/open-form.ts';
import type { createReceiptButtons } from './log/receipt-buttons.ts';
import type { createFormListeners } from './log/submit.ts';
import type { createMendVerb } from './people/verb.ts';
import type { createPipelineVerb } from './pipeline/verb.ts';
import type { createShareVerb } from './share/verb.ts';
import type { createTalkVerb } from './talk/verb.ts';
import type { createTimelineVerb } from './timeline/verb.ts';

/** The verbs, each made of what it hears. */
export interface Verbs extends KnowledgeVerbs, TalkVerbs, WeekVerbs {
  readonly openForm: ReturnType<typeof createOpenForm>;
  readonly form: ReturnType<typeof createFormListeners>;
  readonly askBrief: ReturnType<typeof createAskBrief>;
  readonly card: ReturnType<typeof createCardButtons>;
}

/** Everything the bot hears, in reading order. */
export function registerListeners(ear: Ear, verbs: Verbs): void {
  const { openForm, form, receipt, askBrief, card } = verbs;
  ear.command('/log', openForm.command);
  ear.shortcut('log_call', openForm.shortcut);
  ear.shortcut('remember_message', openForm.shortcut);
  ear.action(log.reopen, openForm.reopen);
  ear.action(brief.logCall, openForm.fromBrief);
  ear.action(brief.logFirst, openForm.firstCall);

  ear.options(log.who, form.suggestions);
  ear.options(log.also, form.suggestions);
  ear.action(log.who, form.chooseWho);
  ear.submit(log.view, form.submit);

  ear.action(log.undo, receipt.undo);
  ear.action(log.edit, receipt.edit);
  ear.action(log.tryAgain, receipt.tryAgain);

  ear.command('/brief', askBrief.command);
  ear.action(brief.brief, askBrief.openBeside);
  ear.action(new RegExp(`^${brief.choice}\\d+$`), askBrief.open);
  ear.options(brief.pick, askBrief.suggestions);
  ear.action(brief.pick, askBrief.pick);

  ear.action(brief.why, card.why);
  ear.action(brief.notes, card.notes);
  ear.action(new RegExp(`^${brief.notesPage}`), card.notesPage);
  ear.action(brief.more, card.more);
  ear.action(brief.keep, card.keep);

  registerTalk(ear, verbs);
  registerKnowledge(ear, verbs);
  registerWeek(ear, verbs);
}

/** The verbs that question and correct what is known. */
interface KnowledgeVerbs {
  readonly ask: ReturnType<typeof createAskVerb>;
  readonly timeline: ReturnType<typeof createTimelineVerb>;
  readonly pipeline: ReturnType<typeof createPipelineVerb>;
  readonly forget: ReturnType<typeof createForgetVerb>;
  readonly ruling: ReturnType<typeof createRulingVerb>;
  readonly share: ReturnType<typeof createShareVerb>;
  readonly mend: ReturnType<typeof createMendVerb>;
}

/** What they hear, in reading order. */
function registerKnowledge(ear: Ear, verbs: KnowledgeVerbs): void {
  registerAsk(ear, verbs.ask);
  registerTimeline(ear, verbs.timeline);
  registerPipeline(ear, verbs.pipeline);
  registerForget(ear, verbs.forget);
  registerRuling(ear, verbs.ruling);
  registerMend(ear, verbs.mend);
  registerShare(ear, verbs.share);
}

function registerAsk(ear: Ear, ask: KnowledgeVerbs['ask']): void {
  const ids = askIds;
  ear.command('/ask', ask.command);
  ear.action(new RegExp(`^${ids.next}\\d+$`), ask.next);
  ear.action(new RegExp(`^${ids.note}\\d+$`), ask.note);
  ear.action(ids.open, ask.open);
  ear.submit(ids.view, ask.submit);
}

function registerTimeline(ear: Ear, timeline: KnowledgeVerbs['timeline']): void {
  const ids = timelineIds;
  ear.command('/timeline', timeline.command);
  ear.action(new RegExp(`^${ids.choice}\\d+$`), timeline.choose);
  ear.options(ids.pick, timeline.suggestions);
  ear.action(ids.pick, timeline.pick);
  ear.submit(ids.view, timeline.search);
  ear.action(ids.outcome, timeline.filter);
  ear.action(ids.whole, timeline.whole);
  ear.action(ids.newer, timeline.newer);
  ear.action(ids.older, timeline.older);
  ear.action(ids.open, timeline.open);
  ear.action(ids.back, timeline.back);
  ear.action(ids.remove, timeline.remove);
  ear.action(ids.share, timeline.share);
}

function registerPipeline(ear: Ear, pipeline: KnowledgeVerbs['pipeline']): void {
  const ids = pipelineIds;
  ear.command('/pipeline', pipeline.command);
  ear.action(new RegExp(`^${ids.open}\\d+$`), pipeline.open);
  ear.action(ids.csv, pipeline.csv);
}

function registerForget(ear: Ear, forget: KnowledgeVerbs['forget']): void {
  const ids = forgetIds;
  ear.command('/forget', forget.command);
  ear.action(new RegExp(`^${ids.choice}\\d+$`), forget.choose);
  ear.options(ids.pick, forget.suggestions);
  ear.action(ids.pick, forget.pick);
  ear.action(ids.export, forget.exportNotes);
  ear.action(ids.own, forget.ask);
  ear.action(ids.all, forget.ask);
  ear.submit(ids.view, forget.submit);
}

function registerRuling(ear: Ear, ruling: KnowledgeVerbs['ruling']): void {
  const ids = rulingIds;
  ear.action(ids.note, ruling.note);
  ear.action(ids.contest, ruling.contest);
  ear.action(ids.item, ruling.item);
  ear.submit(ids.form, ruling.submit);
  ear.action(ids.done, ruling.done);
  ear.action(ids.newer, ruling.newer);
  ear.action(ids.both, ruling.both);
  ear.action(ids.neither, ruling.neither);
  ear.action(ids.undo, ruling.undo);
  ear.action(ids.back, ruling.back);
}

function registerShare(ear: Ear, share: KnowledgeVerbs['share']): void {
  const ids = shareIds;
  ear.action(ids.brief, share.brief);
  ear.action(ids.note, share.note);
  ear.action(ids.channel, share.choose);
  ear.submit(ids.view, share.submit);
  ear.action(ids.openUp, share.openUp);
  ear.action(ids.toDm, share.toDm);
  ear.action(ids.takeBack, share.takeBack);
}

function registerMend(ear: Ear, mend: KnowledgeVerbs['mend']): void {
  const ids = mendIds;
  ear.action(ids.open, mend.open);
  ear.action(new RegExp(`^${ids.as}`), mend.choose);
  ear.options(ids.other, mend.suggestions);
  ear.submit(ids.form, mend.submit);
  ear.submit(ids.preview, mend.save);
  ear.action(ids.undo, mend.undo);
}

/** What is said to the bot, and what it is saved with. */
interface TalkVerbs {
  readonly talk: ReturnType<typeof createTalkVerb>;
  readonly receipt: ReturnType<typeof createReceiptButtons>;
}

/** What they hear, in reading order. */
function registerTalk(ear: Ear, { talk, receipt }: TalkVerbs): void {
  ear.said(talk.said);
  ear.paneOpened(talk.paneOpened);
  // An offer holds its note as a message that could not be saved does.
  ear.action(new RegExp(`^${talkIds.save}\\d+$`), receipt.tryAgain);
  ear.action(talkIds.else, talk.else);
  ear.action(talkIds.question, talk.question);
}

/** The verbs around a rep's week. */
interface WeekVerbs {
  readonly digest: ReturnType<typeof createDigestVerb>;
  readonly home: ReturnType<typeof createHomeVerb>;
  readonly handover: ReturnType<typeof createHandoverVerb>;
}

/** What they hear, in reading order. */
function registerWeek(ear: Ear, verbs: WeekVerbs): void {
  registerDigest(ear, verbs.digest);
  registerHome(ear, verbs.home);
  registerHandover(ear, verbs.handover);
}

function registerHandover(ear: Ear, handover: WeekVerbs['handover']): void {
  const ids = handoverIds;
  ear.action(ids.open, handover.open);
  ear.submit(ids.view, handover.submit);
  ear.action(ids.accept, handover.accept);
  ear.action(ids.decline, handover.decline);
  ear.action(ids.withdraw, handover.withdraw);
  ear.action(ids.keep, handover.keep);
}

function registerDigest(ear: Ear, digest: WeekVerbs['digest']): void {
  const ids = digestIds;
  ear.command('/digest', digest.command);
  ear.action(ids.line, digest.line);
  ear.action(ids.undo, digest.undo);
  ear.action(ids.answered, digest.answered);
  ear.action(ids.wrote, digest.wrote);
  ear.action(ids.silent, digest.silent);
  ear.action(ids.reopen, digest.reopen);
  ear.action(ids.compare, digest.compare);
  ear.action(new RegExp(`^${ids.onTrack}`), digest.onTrack);
  ear.action(ids.show, digest.show);
  ear.action(ids.openSettings, digest.openSettings);
  ear.submit(ids.view, digest.saveSettings);
}

function registerHome(ear: Ear, home: WeekVerbs['home']): void {
  const ids = homeIds;
  ear.homeOpened(home.opened);
  ear.action(ids.earlier, home.earlier);
  ear.action(ids.later, home.later);
  ear.action(ids.log, home.log);
  ear.options(ids.brief, home.suggestions);
  ear.action(ids.brief, home.brief);
}

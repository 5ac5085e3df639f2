import type { createAskBrief } from './brief/ask-brief.ts';
import type { createCardButtons } from './brief/card-buttons.ts';
import { ids as brief } from './brief/ids.ts';
import { ids as digestIds } from './digest/ids.ts';
import type { createDigestVerb } from './digest/verb.ts';
import type { Ear } from './ear.ts';
import { ids as forgetIds } from './forget/ids.ts';
import type { createForgetVerb } from './forget/verb.ts';
import { ids as homeIds } from './home/ids.ts';
import type { createHomeVerb } from './home/verb.ts';
import { ids as log } from './log/ids.ts';
import type { createOpenForm } from './log/open-form.ts';
import type { createReceiptButtons } from './log/receipt-buttons.ts';
import type { createFormListeners } from './log/submit.ts';
import { ids as pipelineIds } from './pipeline/ids.ts';
import type { createPipelineVerb } from './pipeline/verb.ts';
import { ids as timelineIds } from './timeline/ids.ts';
import type { createTimelineVerb } from './timeline/verb.ts';

/** The verbs, each made of what it hears. */
export interface Verbs {
  readonly openForm: ReturnType<typeof createOpenForm>;
  readonly form: ReturnType<typeof createFormListeners>;
  readonly receipt: ReturnType<typeof createReceiptButtons>;
  readonly askBrief: ReturnType<typeof createAskBrief>;
  readonly card: ReturnType<typeof createCardButtons>;
  readonly timeline: ReturnType<typeof createTimelineVerb>;
  readonly pipeline: ReturnType<typeof createPipelineVerb>;
  readonly forget: ReturnType<typeof createForgetVerb>;
  readonly digest: ReturnType<typeof createDigestVerb>;
  readonly home: ReturnType<typeof createHomeVerb>;
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

  registerTimeline(ear, verbs.timeline);

  ear.command('/pipeline', verbs.pipeline.command);
  ear.action(new RegExp(`^${pipelineIds.open}\\d+$`), verbs.pipeline.open);
  ear.action(pipelineIds.csv, verbs.pipeline.csv);

  registerForget(ear, verbs.forget);
  registerDigest(ear, verbs.digest);
  registerHome(ear, verbs.home);
}

function registerTimeline(ear: Ear, timeline: Verbs['timeline']): void {
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

function registerForget(ear: Ear, forget: Verbs['forget']): void {
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

function registerDigest(ear: Ear, digest: Verbs['digest']): void {
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

function registerHome(ear: Ear, home: Verbs['home']): void {
  const ids = homeIds;
  ear.homeOpened(home.opened);
  ear.action(ids.earlier, home.earlier);
  ear.action(ids.later, home.later);
  ear.action(ids.log, home.log);
  ear.options(ids.brief, home.suggestions);
  ear.action(ids.brief, home.brief);
}

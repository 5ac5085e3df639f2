import { ids as askIds } from './ask/ids.ts';
import type { createAskVerb } from './ask/verb.ts';
import type { Ear } from './ear.ts';
import { ids as forgetIds } from './forget/ids.ts';
import type { createForgetVerb } from './forget/verb.ts';
import { ids as mendIds } from './mend/ids.ts';
import type { createMendVerb } from './mend/verb.ts';
import { ids as pipelineIds } from './pipeline/ids.ts';
import type { createPipelineVerb } from './pipeline/verb.ts';
import { ids as rulingIds } from './ruling/ids.ts';
import type { createRulingVerb } from './ruling/verb.ts';
import { ids as shareIds } from './share/ids.ts';
import type { createShareVerb } from './share/verb.ts';
import { ids as timelineIds } from './timeline/ids.ts';
import type { createTimelineVerb } from './timeline/verb.ts';

/** The verbs that question and correct what is known. */
export interface KnowledgeVerbs {
  readonly ask: ReturnType<typeof createAskVerb>;
  readonly timeline: ReturnType<typeof createTimelineVerb>;
  readonly pipeline: ReturnType<typeof createPipelineVerb>;
  readonly forget: ReturnType<typeof createForgetVerb>;
  readonly ruling: ReturnType<typeof createRulingVerb>;
  readonly share: ReturnType<typeof createShareVerb>;
  readonly mend: ReturnType<typeof createMendVerb>;
}

/** What they hear, in reading order. */
export function registerKnowledge(ear: Ear, verbs: KnowledgeVerbs): void {
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

import type { createAccessVerb } from './access/verb.ts';
import type { createAskVerb } from './ask/verb.ts';
import type { createAskBrief, createCardButtons } from './brief/verb.ts';
import type { createCorrectionsVerb } from './corrections/verb.ts';
import type { createDigestVerb } from './digest/verb.ts';
import type { createForgetVerb } from './forget/verb.ts';
import type { createHandoverVerb } from './handover/verb.ts';
import type { createHomeVerb } from './home/home.ts';
import type { createImportVerb } from './import/verb.ts';
import {
  accessIds,
  askIds,
  briefIds,
  correctionIds,
  correctNameIds,
  digestIds,
  forgetIds,
  handoverIds,
  homeIds,
  importIds,
  logIds,
  managerIds,
  outcomeIds,
  pipelineIds,
  shareIds,
  talkIds,
  teamIds,
  timelineIds,
} from './kit/ids.ts';
import type { Router } from './kit/router.ts';
import type { createOpenForm } from './log/open-form.ts';
import type { createOutcomeButtons } from './log/outcome.ts';
import type { createReceiptButtons } from './log/receipt.ts';
import type { createFormListeners } from './log/submit.ts';
import type { createUndoneButtons } from './log/undone.ts';
import type { createManagerVerb } from './manager/verb.ts';
import type { createPeopleVerb } from './people/verb.ts';
import type { createPipelineVerb } from './pipeline/verb.ts';
import type { createShareVerb } from './share/verb.ts';
import type { createTalkVerb } from './talk/verb.ts';
import type { createTeamVerb } from './team/verb.ts';
import type { createTimelineVerb } from './timeline/verb.ts';

/** The verbs, each made of what it hears. */
export interface Verbs extends KnowledgeVerbs, TalkVerbs, WeekVerbs {
  readonly openForm: ReturnType<typeof createOpenForm>;
  readonly form: ReturnType<typeof createFormListeners>;
  readonly askBrief: ReturnType<typeof createAskBrief>;
  readonly card: ReturnType<typeof createCardButtons>;
  readonly outcome: ReturnType<typeof createOutcomeButtons>;
}

/** Everything the bot hears, in reading order. */
export function registerListeners(router: Router, verbs: Verbs): void {
  const { openForm, form, receipt, undone, askBrief, card, outcome } = verbs;
  router.memberChanged();
  router.groupChanged();

  router.command('log', openForm.command);
  router.shortcut('log_call', openForm.shortcut);
  router.shortcut('remember_message', openForm.shortcut);
  router.action(logIds.reopen, openForm.reopen);
  router.action(briefIds.logCall, openForm.fromBrief);
  router.action(briefIds.logFirst, openForm.firstCall);

  router.options(logIds.who, form.suggestions);
  router.options(logIds.also, form.suggestions);
  router.action(logIds.who, form.chooseWho);
  router.submit(logIds.view, form.submit);

  router.action(logIds.undo, receipt.undo);
  router.action(logIds.edit, receipt.edit);
  router.action(logIds.tryAgain, receipt.tryAgain);
  router.action(new RegExp(`^${logIds.instead}\\d+$`), undone.instead);
  router.action(logIds.insteadForm, undone.form);
  router.action(logIds.leave, undone.leave);

  router.command('brief', askBrief.command);
  router.action(briefIds.brief, askBrief.openBeside);
  router.action(briefIds.inDm, askBrief.openInDm);
  router.action(new RegExp(`^${briefIds.choice}\\d+$`), askBrief.open);
  router.options(briefIds.pick, askBrief.suggestions);
  router.action(briefIds.pick, askBrief.pick);

  router.action(briefIds.why, card.why);
  router.action(briefIds.notes, card.notes);
  router.action(briefIds.cited, card.cited);
  router.action(new RegExp(`^${briefIds.notesPage}`), card.notesPage);
  router.action(briefIds.more, card.more);
  router.action(briefIds.keep, card.keep);
  router.action(briefIds.refresh, card.refresh);
  router.action(briefIds.done, verbs.corrections.doneOnCard);

  router.action(outcomeIds.yes, outcome.yes);
  router.action(outcomeIds.no, outcome.no);

  registerTalk(router, verbs);
  registerKnowledge(router, verbs);
  registerWeek(router, verbs);
}

/** The verbs that question and correct what is known. */
interface KnowledgeVerbs {
  readonly ask: ReturnType<typeof createAskVerb>;
  readonly timeline: ReturnType<typeof createTimelineVerb>;
  readonly pipeline: ReturnType<typeof createPipelineVerb>;
  readonly forget: ReturnType<typeof createForgetVerb>;
  readonly corrections: ReturnType<typeof createCorrectionsVerb>;
  readonly share: ReturnType<typeof createShareVerb>;
  readonly people: ReturnType<typeof createPeopleVerb>;
}

/** What they hear, in reading order. */
function registerKnowledge(router: Router, verbs: KnowledgeVerbs): void {
  registerAsk(router, verbs.ask);
  registerTimeline(router, verbs.timeline);
  registerPipeline(router, verbs.pipeline);
  registerForget(router, verbs.forget);
  registerCorrections(router, verbs.corrections);
  registerPeople(router, verbs.people);
  registerShare(router, verbs.share);
}

function registerAsk(router: Router, ask: KnowledgeVerbs['ask']): void {
  const ids = askIds;
  router.command('ask', ask.command);
  router.action(new RegExp(`^${ids.next}\\d+$`), ask.next);
  router.action(new RegExp(`^${ids.note}\\d+$`), ask.note);
  router.action(ids.open, ask.open);
  router.submit(ids.view, ask.submit);
}

function registerTimeline(router: Router, timeline: KnowledgeVerbs['timeline']): void {
  const ids = timelineIds;
  router.command('timeline', timeline.command);
  router.action(new RegExp(`^${ids.choice}\\d+$`), timeline.choose);
  router.options(ids.pick, timeline.suggestions);
  router.action(ids.pick, timeline.pick);
  router.submit(ids.view, timeline.search);
  router.action(ids.outcome, timeline.filter);
  router.action(ids.whole, timeline.whole);
  router.action(ids.newer, timeline.newer);
  router.action(ids.older, timeline.older);
  router.action(ids.open, timeline.open);
  router.action(ids.back, timeline.back);
  router.action(ids.remove, timeline.remove);
  router.action(ids.share, timeline.share);
  router.action(ids.scoreAs, timeline.scoreAs);
}

function registerPipeline(router: Router, pipeline: KnowledgeVerbs['pipeline']): void {
  const ids = pipelineIds;
  router.command('pipeline', pipeline.command);
  router.action(new RegExp(`^${ids.commitChoice}\\d+$`), pipeline.commit.choose);
  router.options(ids.commitPick, pipeline.commit.suggestions);
  router.action(ids.commitPick, pipeline.commit.pick);
  router.action(new RegExp(`^${ids.commitOut}\\d+$`), pipeline.commit.takeOut);
  router.action(new RegExp(`^${ids.open}\\d+$`), pipeline.open);
  router.action(ids.csv, pipeline.csv);
  router.action(ids.showAs, pipeline.showAs);
  router.action(new RegExp(`^${ids.page}\\w+$`), pipeline.page);
  router.action(new RegExp(`^${ids.figure}\\d+$`), pipeline.figure);
}

function registerForget(router: Router, forget: KnowledgeVerbs['forget']): void {
  const ids = forgetIds;
  router.command('forget', forget.command);
  router.action(new RegExp(`^${ids.choice}\\d+$`), forget.choose);
  router.options(ids.pick, forget.suggestions);
  router.action(ids.pick, forget.pick);
  router.action(ids.export, forget.exportNotes);
  router.action(ids.own, forget.ask);
  router.action(ids.all, forget.ask);
  router.action(new RegExp(`^${ids.note}\\d+$`), forget.note);
  router.submit(ids.view, forget.submit);
}

function registerCorrections(router: Router, corrections: KnowledgeVerbs['corrections']): void {
  const ids = correctionIds;
  router.action(ids.item, corrections.item);
  router.submit(ids.form, corrections.submit);
  router.action(ids.done, corrections.done);
  router.action(ids.count, corrections.count);
  router.action(ids.missing, corrections.missing);
  router.submit(ids.missingForm, corrections.submitMissing);
  router.action(ids.newer, corrections.newer);
  router.action(ids.both, corrections.both);
  router.action(ids.neither, corrections.neither);
  router.action(ids.undo, corrections.undo);
  router.action(ids.back, corrections.back);
}

function registerShare(router: Router, share: KnowledgeVerbs['share']): void {
  const ids = shareIds;
  router.action(ids.brief, share.brief);
  router.action(ids.note, share.note);
  router.action(ids.channel, share.choose);
  router.submit(ids.view, share.submit);
  router.action(ids.openUp, share.openUp);
  router.action(ids.toDm, share.toDm);
  router.action(ids.takeBack, share.takeBack);
}

function registerPeople(router: Router, people: KnowledgeVerbs['people']): void {
  const ids = correctNameIds;
  router.action(ids.open, people.open);
  router.action(new RegExp(`^${ids.as}`), people.choose);
  router.options(ids.other, people.suggestions);
  router.submit(ids.form, people.submit);
  router.submit(ids.preview, people.save);
  router.action(ids.undo, people.undo);
}

/** What is said to the bot, and what it is saved with. */
interface TalkVerbs {
  readonly talk: ReturnType<typeof createTalkVerb>;
  readonly receipt: ReturnType<typeof createReceiptButtons>;
  readonly undone: ReturnType<typeof createUndoneButtons>;
  readonly imports: ReturnType<typeof createImportVerb>;
}

/** What they hear, in reading order. */
function registerTalk(router: Router, { talk, receipt, imports }: TalkVerbs): void {
  router.said(talk.said);
  router.paneOpened(talk.paneOpened);
  // An offer holds its note as a message that could not be saved does.
  router.action(new RegExp(`^${talkIds.save}\\d+$`), receipt.tryAgain);
  router.action(talkIds.else, talk.else);
  router.action(talkIds.question, talk.question);
  router.action(talkIds.dismiss, talk.dismiss);

  router.action(importIds.yes, imports.yes);
  router.action(importIds.no, imports.no);
  router.action(importIds.change, imports.change);
  router.action(importIds.people, imports.people);
  router.action(importIds.undo, imports.undo);
  router.submit(importIds.form, imports.submitChange);
  router.submit(importIds.peopleForm, imports.submitPeople);
}

/** The verbs around a rep's week. */
interface WeekVerbs {
  readonly access: ReturnType<typeof createAccessVerb>;
  readonly digest: ReturnType<typeof createDigestVerb>;
  readonly home: ReturnType<typeof createHomeVerb>;
  readonly manager: ReturnType<typeof createManagerVerb>;
  readonly team: ReturnType<typeof createTeamVerb>;
  readonly handover: ReturnType<typeof createHandoverVerb>;
}

/** What they hear, in reading order. */
function registerWeek(router: Router, verbs: WeekVerbs): void {
  registerDigest(router, verbs.digest);
  registerHome(router, verbs.home);
  registerManager(router, verbs.manager);
  registerTeam(router, verbs.team);
  router.action(accessIds.open, verbs.access.open);
  router.submit(accessIds.view, verbs.access.submit);
  registerHandover(router, verbs.handover);
}

function registerManager(router: Router, manager: WeekVerbs['manager']): void {
  const ids = managerIds;
  router.action(ids.open, manager.open);
  router.action(ids.person, manager.person);
  router.action(ids.deal, manager.deal);
  router.submit(ids.askView, manager.submitAsk);
  router.action(ids.mine, manager.mine);
  router.action(ids.unshare, manager.unshare);
  router.action(ids.name, manager.naming.open);
  router.submit(ids.nameView, manager.naming.choose);
  router.submit(ids.peopleView, manager.naming.save);
}

function registerTeam(router: Router, team: WeekVerbs['team']): void {
  router.action(teamIds.open, team.open);
  router.submit(teamIds.view, team.submit);
  router.action(teamIds.leavers, team.leavers.open);
  router.submit(teamIds.leaversView, team.leavers.show);
  router.submit(teamIds.moveView, team.leavers.move);
}

function registerHandover(router: Router, handover: WeekVerbs['handover']): void {
  const ids = handoverIds;
  router.action(ids.open, handover.open);
  router.submit(ids.view, handover.submit);
  router.action(ids.accept, handover.accept);
  router.action(ids.decline, handover.decline);
  router.action(ids.withdraw, handover.withdraw);
  router.action(ids.keep, handover.keep);
}

function registerDigest(router: Router, digest: WeekVerbs['digest']): void {
  const ids = digestIds;
  router.command('digest', digest.command);
  router.action(ids.line, digest.line);
  router.action(ids.undo, digest.undo);
  router.action(ids.answered, digest.answered);
  router.action(ids.wrote, digest.wrote);
  router.action(ids.silent, digest.silent);
  router.action(ids.reopen, digest.reopen);
  router.action(ids.compare, digest.compare);
  router.action(new RegExp(`^${ids.bucket}`), digest.bucket);
  router.action(ids.show, digest.show);
  router.action(ids.openSettings, digest.openSettings);
  router.submit(ids.view, digest.saveSettings);
}

function registerHome(router: Router, home: WeekVerbs['home']): void {
  const ids = homeIds;
  router.homeOpened(home.opened);
  router.action(ids.earlier, home.earlier);
  router.action(ids.later, home.later);
  router.action(ids.log, home.log);
  router.options(ids.brief, home.suggestions);
  router.action(ids.brief, home.brief);
}

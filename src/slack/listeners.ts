import type { createAskBrief } from './brief/ask-brief.ts';
import type { createCardButtons } from './brief/card-buttons.ts';
import { ids as brief } from './brief/ids.ts';
import type { Ear } from './ear.ts';
import { type KnowledgeVerbs, registerKnowledge } from './listeners-knowledge.ts';
import { registerTalk, type TalkVerbs } from './listeners-talk.ts';
import { registerWeek, type WeekVerbs } from './listeners-week.ts';
import { ids as log } from './log/ids.ts';
import type { createOpenForm } from './log/open-form.ts';
import type { createFormListeners } from './log/submit.ts';

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

import type { Ear } from './ear.ts';
import type { createReceiptButtons } from './log/receipt-buttons.ts';
import { ids } from './talk/ids.ts';
import type { createTalkVerb } from './talk/verb.ts';

/** What is said to the bot, and what it is saved with. */
export interface TalkVerbs {
  readonly talk: ReturnType<typeof createTalkVerb>;
  readonly receipt: ReturnType<typeof createReceiptButtons>;
}

/** What they hear, in reading order. */
export function registerTalk(ear: Ear, { talk, receipt }: TalkVerbs): void {
  ear.said(talk.said);
  ear.paneOpened(talk.paneOpened);
  // An offer holds its note as a message that could not be saved does.
  ear.action(new RegExp(`^${ids.save}\\d+$`), receipt.tryAgain);
  ear.action(ids.else, talk.else);
  ear.action(ids.question, talk.question);
}

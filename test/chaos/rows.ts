import type { Stage, Transport } from './stage.ts';

/** What a rep gets when something breaks, in words for the README. */
export interface Outcome {
  readonly seen: string;
  readonly stored: string;
  readonly recovers: string;
}

/** One named fault: what is broken and when, what comes of it, and the play that holds the bot to it. */
export interface Row {
  readonly broken: string;
  readonly outcome: Outcome;
  readonly transport?: Transport;
  /** Settings beside the stage's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** False: the play starts the bot. */
  readonly starts?: boolean;
  readonly play: (stage: Stage) => Promise<void>;
}

export const outcomes = {
  handedBack: {
    seen: 'your words whole in the form and in your DM, with why, and Try again',
    stored: 'nothing yet, and never twice',
    recovers: 'by itself under the same id, or at once with Try again: one receipt takes the place',
  },
  handedBackToMend: {
    seen: 'your words whole in the form and in your DM, with why, and Try again',
    stored: 'nothing yet, and never twice',
    recovers: 'with Try again, once the setting is right',
  },
  later: {
    seen: '“Saving…” over the filled form, then the receipt',
    stored: 'the note, once',
    recovers: 'by itself',
  },
  told: {
    seen: 'which service does not answer and what to do; never an empty brief',
    stored: 'everything, untouched',
    recovers: 'ask again',
  },
  unread: {
    seen: 'the receipt, and the brief from what is known, with how many notes are not read yet',
    stored: 'the note, once',
    recovers: 'the note is read by itself when the model is back, or at the next start',
  },
  receiptLater: {
    seen: '“Saved” in the form; what is stored is never called failed',
    stored: 'the note, once',
    recovers: 'the receipt comes to your DM by itself',
  },
  pressAgain: {
    seen: 'Slack’s own words that the app did not answer; a form stays filled',
    stored: 'nothing, or the note once',
    recovers: 'press again: nothing is done twice',
  },
  goesOn: {
    seen: 'nothing',
    stored: 'what you did, once',
    recovers: 'the bot reconnects by itself',
  },
  afterRestart: {
    seen: 'what stands in your DM and your forms',
    stored: 'what was acknowledged as saved',
    recovers: 'the next start goes on; every button works',
  },
  takenBack: {
    seen: 'the post in the channel, with Take it back in its own menu',
    stored: 'everything, untouched',
    recovers: 'the post’s menu takes it back after the next start too',
  },
  deedTold: {
    seen: 'that it is not done, or not wholly; the buttons stay',
    stored: 'nothing that was deleted, and everything that was not',
    recovers: 'press or ask again: it goes on where it stopped',
  },
  notReady: {
    seen: 'words handed back and reads refused until it is there; `/readyz` answers 503',
    stored: 'nothing yet',
    recovers: 'by itself',
  },
  refusesStart: {
    seen: 'the operator: one sentence that names the setting or the service, exit code 1',
    stored: 'everything, untouched',
    recovers: 'set it right and start',
  },
  unopened: {
    seen: 'what you typed with `/log`, whole, and Open the form',
    stored: 'nothing yet',
    recovers: 'press Open the form',
  },
  plainText: {
    seen: 'the same as plain text; a form that you closed, in your DM',
    stored: 'the note, once',
    recovers: 'nothing is left to do',
  },
  reference: {
    seen: 'one sentence and a reference that is also in the log',
    stored: 'everything, untouched',
    recovers: 'ask again; if it stays, give your admin the reference',
  },
  plainAnswer: {
    seen: 'the notes nearest to the question in their own words, and that the model did not answer',
    stored: 'everything, untouched',
    recovers: 'ask again',
  },
} as const satisfies Readonly<Record<string, Outcome>>;

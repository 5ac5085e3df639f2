import type { NoteHeader, Prospect } from './note.ts';

/** Whom to forget. `own`: the asker's notes; `all`: everybody's, which only a workspace admin may ask for. */
export interface ForgetRequest {
  /** Key of the person. */
  readonly prospect: string;
  /** Slack user id. */
  readonly asker: string;
  readonly scope: 'own' | 'all';
}

/** What forgetting would remove, and what it would leave. */
export interface ForgetPlan {
  /** Undefined when no note on them is left. */
  readonly person: Prospect | undefined;
  /** Newest call first. */
  readonly notes: readonly NoteHeader[];
  /** Kept records that rest on these notes. */
  readonly recordCount: number;
  /** What was said of the person: other names, another company. */
  readonly aliasCount: number;
  /** Other people whom these notes are about too. */
  readonly alsoOn: readonly Prospect[];
  /** Notes of others that the asker may read and that stay. */
  readonly staying: number;
}

/** What was removed, and what a search found afterwards: every number of `left` should be zero. */
export interface ForgetReceipt {
  readonly noteIds: readonly string[];
  readonly recordCount: number;
  readonly aliasCount: number;
  readonly left: {
    readonly listed: number;
    readonly recalled: number;
    readonly readable: number;
    readonly records: number;
    readonly aliases: number;
  };
}

/** Forgets people; safe to repeat after trouble. */
export interface Forget {
  plan(request: ForgetRequest): Promise<ForgetPlan>;
  /** Removes what a plan made now names, then searches for it. Rejects with UpstreamError when memory does not answer. */
  carryOut(request: ForgetRequest): Promise<ForgetReceipt>;
}

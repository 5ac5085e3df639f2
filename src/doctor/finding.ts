/** How one thing stands, in plain words that hold no secret. */
export interface Finding {
  /** A warning does not keep the bot from its work. */
  readonly level: 'good' | 'warning' | 'fault';
  /** What was looked at, in a word or two. */
  readonly what: string;
  readonly says: string;
  /** What to do about it; empty where all is well. */
  readonly step: string;
}

export const good = (what: string, says: string): Finding => ({ level: 'good', what, says, step: '' });

export const warning = (what: string, says: string, step: string): Finding => ({
  ...{ level: 'warning', what, says, step },
});

export const fault = (what: string, says: string, step: string): Finding => ({
  ...{ level: 'fault', what, says, step },
});

/** As one sentence after another, for a log or a message. */
export function inWords({ says, step }: Finding): string {
  return `${says} ${step}`.trim();
}

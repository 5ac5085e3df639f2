/** Slack's `ok: false`: `code` is the error word, `messages` the lines of `response_metadata`. */
export class SlackRefusal extends Error {
  override readonly name = 'SlackRefusal';
  readonly code: string;
  readonly messages: readonly string[];
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: string, details: { messages?: readonly string[]; extra?: Record<string, unknown> } = {}) {
    super(code);
    this.code = code;
    this.messages = details.messages ?? [];
    this.extra = details.extra ?? {};
  }
}

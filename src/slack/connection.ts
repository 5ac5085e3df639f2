/** The bot's line to Slack, whichever way it is held. */
export interface Connection {
  /** Rejects with ConfigError when Slack refuses the token or the port is taken. */
  open(): Promise<void>;
  /** Hears nothing new from then on. */
  close(): Promise<void>;
  isOpen(): boolean;
}

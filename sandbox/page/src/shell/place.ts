/** Where in the workspace one is looking. */
export interface Place {
  channel: string;
  tab: 'home' | 'messages';
  /** Time of the message whose thread is open. */
  thread?: string;
}

/** Names that Slack sends back, each written once. */
export const ids = Object.freeze({
  /** The menu on a deal's line. */
  line: 'digest_line',
  undo: 'digest_undo',
  /** Where nothing was logged: what the rep knows of it. */
  answered: 'digest_answered',
  wrote: 'digest_wrote',
  silent: 'digest_silent',
  compare: 'digest_compare',
  onTrack: 'digest_on_track',
  reopen: 'digest_reopen',
  openSettings: 'digest_open_settings',
  /** On the message that offers a week. */
  show: 'digest_show',
  view: 'digest_settings',
  isOn: 'digest_on',
  day: 'digest_day',
  time: 'digest_time',
  backOn: 'digest_back_on',
  quiet: 'digest_quiet',
});

/** What a line's menu may say; a promise's own token follows `kept`. */
export const choices = Object.freeze({ brief: 'brief', log: 'log', snooze: 'snooze', kept: 'kept:' });

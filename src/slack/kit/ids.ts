// Names that Slack sends back, each written once. They stand in messages that were sent long ago, so that a value stays
// as it is when a thing gets another name.

export const accessIds = Object.freeze({
  /** On an admin's Home: opens the form. */
  open: 'access_open',
  view: 'access_view',
  whom: 'access_whom',
});

export const askIds = Object.freeze({
  /** The block that holds the question as it was asked. */
  question: 'ask_question',
  /** A question to ask next: followed by its number; its value is the question. */
  next: 'ask_next_',
  /** One of the notes: followed by its number in the answer. */
  note: 'ask_note_',
  /** On Home: opens the form. */
  open: 'ask_open',
  view: 'ask_view',
  field: 'ask_field',
});

export const briefIds = Object.freeze({
  /** Shows a brief beside what was pressed: in the DM, or above the modal it was pressed in. */
  brief: 'brief_open',
  /** Posts it in the DM, wherever it was pressed. */
  inDm: 'brief_in_dm',
  /** Shows it in place of the question: one of several buttons in a row, followed by their number. */
  choice: 'brief_choice_',
  pick: 'brief_pick',
  keep: 'brief_keep',
  logCall: 'brief_log_call',
  logFirst: 'brief_log_first',
  why: 'brief_why',
  notes: 'brief_notes',
  /** Another page of the notes: followed by which way. */
  notesPage: 'brief_page_',
  more: 'brief_more',
  /** A menu on a card: opens one of the notes that its numbers stand for. */
  cited: 'brief_cited',
  /** A menu on the promises of a card. */
  done: 'brief_done',
  /** On a card that does not follow by itself. */
  refresh: 'brief_refresh',
});

export const digestIds = Object.freeze({
  /** The menu on a deal's line. */
  line: 'digest_line',
  undo: 'digest_undo',
  /** Where nothing was logged: what the rep knows of it. */
  answered: 'digest_answered',
  wrote: 'digest_wrote',
  silent: 'digest_silent',
  compare: 'digest_compare',
  bucket: 'digest_bucket',
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

export const forgetIds = Object.freeze({
  view: 'forget_view',
  name: 'forget_name',
  /** One of several buttons in a row: followed by their number. */
  choice: 'forget_choice_',
  pick: 'forget_pick',
  export: 'forget_export',
  own: 'forget_own',
  all: 'forget_all',
  /** A note that stays: followed by its number. */
  note: 'forget_note_',
});

export const handoverIds = Object.freeze({
  /** On the full brief. */
  open: 'handover_open',
  view: 'handover_view',
  to: 'handover_to',
  words: 'handover_words',
  share: 'handover_share',
  accept: 'handover_accept',
  decline: 'handover_decline',
  withdraw: 'handover_withdraw',
  keep: 'handover_keep',
});

export const homeIds = Object.freeze({
  log: 'home_log',
  brief: 'home_brief',
  /** Turns to the page in its value; further buttons in a row are told apart by a number. */
  earlier: 'home_earlier',
  later: 'home_later',
});

export const managerIds = Object.freeze({
  /** A manager's page of their whole team, and of one of their people. */
  open: 'manager_open',
  person: 'manager_person',
  /** The menu on a deal's row. */
  deal: 'manager_deal',
  /** On a rep's Home: the same page, and the button on each of its rows. */
  mine: 'manager_mine',
  unshare: 'manager_unshare',
  /** What a manager asks a rep. */
  askView: 'manager_ask_view',
  askWords: 'manager_ask_words',
  /** On an admin's Home: who leads, then whom. */
  name: 'manager_name',
  nameView: 'manager_name_view',
  manager: 'manager_who',
  peopleView: 'manager_people_view',
  people: 'manager_people',
});

export const teamIds = Object.freeze({
  /** On an admin's Home; the form, and its fields. */
  open: 'team_open',
  view: 'team_view',
  kind: 'team_kind',
  channel: 'team_channel',
  group: 'team_group',
  /** The deals of somebody who left: the form, its fields, and what is confirmed. */
  leavers: 'team_leavers',
  leaversView: 'team_leavers_view',
  leaver: 'team_leaver',
  to: 'team_to',
  moveView: 'team_move_view',
});

export const importIds = Object.freeze({
  yes: 'import_yes',
  no: 'import_no',
  change: 'import_change',
  people: 'import_people',
  undo: 'import_undo',
  /** What each column is, and what else is asked; followed by the role. */
  form: 'import_form',
  role: 'import_role_',
  order: 'import_order',
  share: 'import_share',
  closes: 'import_closes',
  secrets: 'import_secrets',
  /** Who is meant; followed by what stands for the name. */
  peopleForm: 'import_people_form',
  who: 'import_who_',
});

export const logIds = Object.freeze({
  view: 'log_view',
  who: 'log_who',
  name: 'log_name',
  company: 'log_company',
  label: 'log_label',
  deal: 'log_deal',
  same: 'log_same',
  secrets: 'log_secrets',
  also: 'log_also',
  /** Followed by the number of the field: a long text runs over into further ones. */
  text: 'log_text_',
  outcome: 'log_outcome',
  day: 'log_day',
  share: 'log_share',
  /** The row of buttons by which a receipt is known. */
  buttons: 'log_receipt',
  undo: 'log_undo',
  edit: 'log_edit',
  tryAgain: 'log_try_again',
  reopen: 'log_reopen',
  /** After Undo: the words go to another, followed by their place; to whoever the form names; nowhere. */
  instead: 'log_instead_',
  insteadForm: 'log_instead_form',
  leave: 'log_leave',
});

/** Starts the value of the option that makes a new person; the typed name follows. */
export const newPerson = 'new:';

export const correctNameIds = Object.freeze({
  open: 'mend_open',
  /** Followed by what is to be said: `rename`, `merge`, `move`. */
  as: 'mend_as_',
  /** The form, and the preview that is confirmed. */
  form: 'mend_form',
  preview: 'mend_preview',
  name: 'mend_name',
  company: 'mend_company',
  other: 'mend_other',
  undo: 'mend_undo',
});

export const pipelineIds = Object.freeze({
  /** One of several numbers in a row: followed by its place. */
  open: 'pipeline_open_',
  csv: 'pipeline_csv',
  /** A menu: as a table or a picture. */
  showAs: 'pipeline_show_as',
  /** A page of money: followed by its name, which is its value too. */
  page: 'pipeline_page_',
  /** A figure of money: followed by its place; its value says which page it is on. */
  figure: 'pipeline_figure_',
  /** Which deal is to be in commit: followed by the number of the button. */
  commitChoice: 'pipeline_commit_choice_',
  commitPick: 'pipeline_commit_pick',
  /** Followed by its place in the list. */
  commitOut: 'pipeline_commit_out_',
});

/** Whether a note's words mean what became of the deal: on its receipt and on a card. */
export const outcomeIds = Object.freeze({ yes: 'outcome_yes', no: 'outcome_no' });

export const correctionIds = Object.freeze({
  /** Asks what is so now, of something that is no longer true. */
  form: 'ruling_form',
  reason: 'ruling_reason',
  /** The menu on a row that rests on words of a note. */
  item: 'ruling_item',
  /** On what was left out of a note. */
  count: 'ruling_count',
  /** On a note: opens the form for what was not read in it. */
  missing: 'ruling_missing',
  missingForm: 'ruling_missing_form',
  words: 'ruling_words',
  kind: 'ruling_kind',
  who: 'ruling_who',
  day: 'ruling_day',
  back: 'ruling_back',
  done: 'ruling_done',
  newer: 'ruling_newer',
  both: 'ruling_both',
  neither: 'ruling_neither',
  undo: 'ruling_undo',
});

/** Ours, not Slack's: a reason is a sentence or two. */
export const reasonLength = 300;

export const shareIds = Object.freeze({
  view: 'share_view',
  /** On a brief and on a note. */
  brief: 'share_brief',
  note: 'share_note',
  /** The picker. */
  channel: 'share_channel',
  /** Makes a private note the team's first. */
  openUp: 'share_open_up',
  toDm: 'share_to_dm',
  takeBack: 'share_take_back',
});

export const talkIds = Object.freeze({
  /** Saves the offered note; followed by the number of the button. */
  save: 'talk_save_',
  else: 'talk_else',
  question: 'talk_question',
  dismiss: 'talk_dismiss',
});

export const timelineIds = Object.freeze({
  view: 'timeline_view',
  /** One of several buttons in a row: followed by their number. */
  choice: 'timeline_choice_',
  pick: 'timeline_pick',
  query: 'timeline_query',
  outcome: 'timeline_outcome',
  whole: 'timeline_whole',
  newer: 'timeline_newer',
  older: 'timeline_older',
  open: 'timeline_open',
  back: 'timeline_back',
  remove: 'timeline_delete',
  share: 'timeline_share',
  /** A menu: the score as a table or a picture. */
  scoreAs: 'timeline_score_as',
});

/** Stands for no filter: Slack's options need a value. */
export const anyOutcome = 'all';

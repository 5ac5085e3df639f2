import { registerListeners, type Verbs } from '../../src/slack/listeners.ts';

/** What the register hands to the ear, by kind and name. */
export function heard(): readonly string[] {
  const names: string[] = [];
  const note = (kind: string) => (name: string | RegExp) => void names.push(`${kind} ${name}`);
  const nothing = () => ({});
  const none = async () => [];
  const verbs: Verbs = {
    openForm: {
      command: nothing,
      reopen: nothing,
      shortcut: nothing,
      fromBrief: nothing,
      firstCall: nothing,
    },
    form: { suggestions: none, chooseWho: nothing, submit: async () => ({}) },
    receipt: { undo: nothing, edit: nothing, tryAgain: nothing },
    undone: { instead: nothing, form: nothing, leave: nothing },
    askBrief: {
      ...{ named: async () => undefined, command: nothing, openBeside: nothing, openInDm: nothing },
      ...{ open: nothing, pick: nothing, suggestions: none },
    },
    imports: {
      files: { among: () => [], take: async () => undefined },
      ...{ resume: async () => undefined, yes: nothing, no: nothing, undo: nothing },
      ...{ change: nothing, people: nothing, submitChange: () => ({}), submitPeople: () => ({}) },
    },
    talk: { said: nothing, paneOpened: nothing, else: nothing, question: nothing, dismiss: nothing },
    card: {
      why: nothing,
      more: nothing,
      notes: nothing,
      cited: nothing,
      notesPage: nothing,
      keep: nothing,
      refresh: nothing,
    },
    outcome: { yes: nothing, no: nothing },
    ask: { command: nothing, next: nothing, note: nothing, open: nothing, submit: () => ({}) },
    timeline: {
      ...{ command: nothing, choose: nothing, pick: nothing, suggestions: none, search: () => ({}) },
      ...{ filter: nothing, whole: nothing, newer: nothing, older: nothing, back: nothing },
      ...{ open: nothing, remove: nothing, share: nothing, scoreAs: nothing },
    },
    pipeline: {
      ...{ command: nothing, open: nothing, csv: nothing, showAs: nothing, page: nothing, figure: nothing },
      commit: { command: nothing, choose: nothing, pick: nothing, suggestions: none, takeOut: nothing },
    },
    digest: {
      ...{ command: nothing, line: nothing, undo: nothing, answered: nothing, wrote: nothing },
      ...{ silent: nothing, reopen: nothing, compare: nothing, bucket: nothing, show: nothing },
      ...{ openSettings: nothing, saveSettings: () => ({}) },
    },
    handover: {
      ...{ open: nothing, accept: nothing, decline: nothing, withdraw: nothing, keep: nothing },
      submit: async () => ({}),
    },
    access: { open: nothing, submit: () => ({}) },
    manager: {
      naming: { open: nothing, choose: () => ({}), save: () => ({}) },
      ...{ open: nothing, person: nothing, deal: nothing, submitAsk: () => ({}), mine: nothing },
      unshare: nothing,
    },
    home: {
      ...{ opened: nothing, earlier: nothing, later: nothing, log: nothing },
      ...{ suggestions: none, brief: nothing },
    },
    team: {
      ...{ homeBlocks: async () => [], changed: async () => undefined, open: nothing, submit: () => ({}) },
      leavers: { open: nothing, show: () => ({}), move: () => ({}) },
    },
    people: {
      ...{ open: nothing, choose: nothing, suggestions: none, submit: async () => ({}) },
      ...{ save: () => ({}), undo: nothing },
    },
    forget: {
      ...{ command: nothing, choose: nothing, pick: nothing, suggestions: none },
      ...{ exportNotes: nothing, ask: nothing, submit: () => ({}), note: nothing },
    },
    corrections: {
      ...{ item: nothing, submit: () => ({}), done: nothing, doneOnCard: nothing },
      ...{ count: nothing, missing: nothing, submitMissing: () => ({}) },
      ...{ newer: nothing, both: nothing, neither: nothing, undo: nothing, back: nothing },
    },
    share: {
      ...{ brief: nothing, note: nothing, choose: nothing, submit: () => ({}) },
      ...{ openUp: nothing, toDm: nothing, takeBack: nothing },
    },
  };
  const kinds = { command: note('command'), shortcut: note('shortcut'), action: note('action') };
  const homeOpened = () => void names.push('event app_home_opened');
  const events = {
    homeOpened,
    said: () => void names.push('event said'),
    paneOpened: () => void names.push('event pane opened'),
    memberChanged: () => void names.push('event member changed'),
    groupChanged: () => void names.push('event group changed'),
  };
  registerListeners({ ...kinds, ...events, submit: note('submit'), options: note('options') }, verbs);
  return names;
}

/** The same, told from what a payload carries: `log_instead_3` is heard as `/^log_instead_\d+$/`. */
export function createListenerNames() {
  const names = heard();
  const patterns = names.flatMap((name) => {
    const [, kind, source] = /^(\w+) \/(.*)\/$/.exec(name) ?? [];
    return kind && source ? [{ kind, pattern: new RegExp(source), name }] : [];
  });
  return (kind: string, id: string): string | undefined =>
    names.find((name) => name === `${kind} ${id}`) ??
    patterns.find((one) => one.kind === kind && one.pattern.test(id))?.name;
}

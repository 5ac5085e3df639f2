import type { BlockAction } from '@slack/bolt';
import type { DealFlagStore } from '../../digest/deal-flags.ts';
import type { SettingsStore } from '../../digest/settings.ts';
import type { WeekReader } from '../../digest/week-reader.ts';
import { UserError } from '../../errors.ts';
import type { Roster } from '../../memory/memory.ts';
import type { Outcome } from '../../memory/note.ts';
import type { ShowBrief } from '../brief/show-brief.ts';
import type { Judge } from '../corrections/verb.ts';
import type { Audit } from '../kit/audit.ts';
import { context, modal } from '../kit/blocks.ts';
import { noteOf, withPerson } from '../kit/call-draft.ts';
import { formView, loadingView } from '../kit/call-form.ts';
import type { Deliver, Sender } from '../kit/delivery.ts';
import { choices } from '../kit/ids.ts';
import type { Message } from '../kit/message.ts';
import { noModal } from '../kit/modal.ts';
import { md } from '../kit/mrkdwn.ts';
import type { Once } from '../kit/once.ts';
import { pressedValue } from '../kit/payload.ts';
import type { Place, Places } from '../kit/place.ts';
import type { Asked, Response } from '../kit/router.ts';
import { type DealRef, dealRefOf } from '../kit/week-lines.ts';
import type { Start } from '../log/open-form.ts';
import type { Keeper } from '../log/save.ts';
import { createDigestCommand, createSettingsForm } from './command.ts';
import { cardOf, createMarkButtons, createSilenceButtons, type Settle } from './line-buttons.ts';
import { createOnTrack } from './on-track.ts';
import { createShowWeek, type ReadWeek, type ShowWeek } from './post.ts';
import { coverageText } from './week-message.ts';
import { createWhy } from './why.ts';

interface Deps {
  readonly roster: Roster;
  readonly weeks: WeekReader;
  readonly settings: SettingsStore;
  readonly marks: DealFlagStore;
  readonly readWeek: ReadWeek;
  readonly showBrief: ShowBrief;
  readonly briefModal: BriefModal;
  readonly logLine: LogLine;
  readonly judge: Judge;
  readonly settle: Settle;
  readonly sender: Sender;
  readonly deliver: Deliver;
  readonly places: Places;
  readonly once: Once;
  readonly audit: Audit;
  /** Hears whose week changed. */
  readonly changed: (user: string) => void;
  readonly now: () => Date;
}

/** All that `/digest` and the digest's own buttons hear. */
export function createDigestVerb(deps: Deps) {
  const showWeek = createShowWeek(deps);
  const form = createSettingsForm(deps);
  const why = createWhy(deps);
  const markButtons = createMarkButtons(deps);
  return {
    ...createDigestCommand({ ...deps, form, showWeek, why }),
    ...createLineMenu({ ...deps, markButtons }),
    undo: markButtons.undo,
    ...createSilenceButtons(deps),
    ...createShowButton(showWeek),
    onTrack: createOnTrack(deps).show,
    compare: why.press,
    openSettings: form.press,
    saveSettings: form.submit,
  };
}

interface LineMenuDeps {
  readonly markButtons: Pick<ReturnType<typeof createMarkButtons>, 'snooze' | 'kept'>;
  readonly briefModal: BriefModal;
  readonly showBrief: ShowBrief;
  readonly logLine: LogLine;
  readonly settle: Settle;
  readonly places: Places;
}

/** What the menu on a deal's line does, in a digest, in the list of those on track, and on Home. */
function createLineMenu(deps: LineMenuDeps) {
  const { markButtons, briefModal, showBrief, logLine, settle, places } = deps;

  function brief(body: BlockAction, ref: DealRef): Response {
    if (body.view) return briefModal(async () => ref);
    const inDm = (asked: Asked) => ({ ...asked, place: places.ofDm(asked.member.id) });
    return { work: (asked) => showBrief.inPlace({ ...ref, asker: asked.member.id }, inDm(asked)) };
  }

  return {
    line(body: BlockAction): Response {
      const ref = dealRefOf(body);
      const choice = pressedValue(body);
      if (choice === choices.brief) return brief(body, ref);
      if (choice === choices.snooze) return markButtons.snooze(body, ref);
      if (choice.startsWith(choices.kept)) {
        return markButtons.kept(body, ref, choice.slice(choices.kept.length));
      }
      settle.awaitNote(body.user.id, body, ref);
      return logLine.form(ref, 'spoke');
    },
  };
}

interface LogLineDeps {
  readonly start: Start;
  readonly keeper: Keeper;
  readonly now: () => Date;
}

/** Notes that begin at a deal's line. */
export interface LogLine {
  /** The form with the person and the outcome in it; empty without a deal. */
  form(ref: DealRef | null, outcome: Outcome): Response;
  /** A note of one sentence, without a form; its receipt has Undo and Edit. */
  save(ref: DealRef, said: { readonly text: string; readonly outcome: Outcome }, asked: Asked): Promise<void>;
}

export function createLogLine({ start, keeper, now }: LogLineDeps): LogLine {
  return {
    form: (ref, outcome) => ({
      opens: loadingView(false),
      async work(asked) {
        const person = ref && (await start.person(asked, ref));
        const draft = { ...start.draft(asked, 'digest'), outcome };
        await asked.modal.show(formView(person ? withPerson(draft, person) : draft));
      },
    }),

    async save(ref, said, asked) {
      const [people, person] = await Promise.all([start.people(asked), start.person(asked, ref)]);
      if (!person) throw new UserError('There are no notes on this any more.');
      const draft = { ...withPerson(start.draft(asked, 'digest'), person), ...said };
      const note = noteOf(draft, people, { id: asked.member.id, now: now() });
      await keeper.keep({ note, edits: false, isAgain: false }, { ...asked, modal: noModal });
    },
  };
}

/** A brief in a modal, for a press where no message could hold it. */
export type BriefModal = (refFor: (asked: Asked) => Promise<DealRef>) => Response;

const title = 'Brief';

export function createBriefModal(showBrief: ShowBrief): BriefModal {
  return (refFor) => ({
    opens: modal(title, [context(md`Reading the notes…`)]),
    async work(asked) {
      const request = { ...(await refFor(asked)), asker: asked.member.id };
      await showBrief.inPlace(request, { ...asked, place: placeIn(asked) });
    },
  });
}

function placeIn({ modal: opened }: Asked): Place {
  const show = async ({ blocks }: Message): Promise<void> => {
    await opened.show(modal(title, blocks));
  };
  return { show, progress: show, tell: show, stays: async () => false };
}

const showTitle = 'Your week';

/** Shows the week: in place of the message that offered it, or in the DM for a press on Home. */
function createShowButton(showWeek: ShowWeek) {
  return {
    show(body: BlockAction): Response {
      const at = cardOf(body)?.posted;
      if (at) return { work: async ({ member }) => void (await showWeek.inDm(member, at)) };
      return {
        opens: modal(showTitle, [context(md`Reading your people…`)]),
        async work({ member, modal: shown }) {
          const week = await showWeek.inDm(member);
          await shown.show(
            modal(showTitle, [context(md`${coverageText(week)}`), context(md`It is in your messages.`)]),
          );
        },
      };
    },
  };
}

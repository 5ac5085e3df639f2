import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { Target } from '../memory/identity/people.ts';
import { actions, button, section } from './blocks.ts';
import { dayBlockId, dealButtonValue } from './brief/deal-button.ts';
import { ids as brief } from './brief/ids.ts';
import { subject } from './brief/phrases.ts';
import { ago, dayName } from './dates.ts';
import { limits } from './limits.ts';
import { type Message, message } from './message.ts';
import { clip, md } from './mrkdwn.ts';

/** What a press on a choice is heard as: the verb that asked goes on with it. */
export interface ChoiceIds {
  /** Followed by the number of the button. */
  readonly choice: string;
  /** The type-ahead. */
  readonly pick: string;
}

const mostButtons = 5;

/** While memory is slow to say who is meant. */
export function lookingMessage(): Message {
  return message('Looking through your notes…', [section(md`Looking through your notes…`)]);
}

/** Nobody of that name. */
export function nobodyMessage(name: string): Message {
  const rest = 'Log the first call and the next brief starts there.';
  return message(`Nothing on ${name} yet. ${rest}`, [
    section(md`Nothing on *${name}* yet. ${rest}`),
    firstCall(name),
  ]);
}

/** The messages that ask who is meant, for one verb; `today` is the asker's day. Each choice carries `asOf` on. */
export function choicesFor(ids: ChoiceIds, asOf?: string) {
  const picker = (): ActionsBlock => ({
    ...actions({
      type: 'external_select',
      action_id: ids.pick,
      min_query_length: 0,
      placeholder: { type: 'plain_text', text: 'Somebody else' },
    }),
    ...(asOf === undefined ? {} : { block_id: dayBlockId(asOf) }),
  });
  const choices = (targets: readonly Target[], today: string): KnownBlock[] => {
    const rows = targets.slice(0, mostButtons).map((target, index) => {
      const value = dealButtonValue(target.deal.key, target.prospect?.key ?? null, { asOf });
      return actions(button(`${ids.choice}${index}`, labelOf(target, today), { value }));
    });
    return [...rows, ...(targets.length > mostButtons ? [picker()] : [])];
  };

  return {
    /** Several match: one button each, a type-ahead past five. */
    several(name: string, targets: readonly Target[], today: string): Message {
      const count = numberWord(targets.length);
      const what = targets.every(({ prospect }) => prospect) ? 'people' : 'deals';
      const sentence = `${count} ${what} match ${name}. Which one?`;
      return message(sentence, [section(md`${count} ${what} match *${name}*.`), ...choices(targets, today)]);
    },

    /** Nothing matches, something is spelled nearly so. */
    slip(name: string, targets: readonly Target[], today: string): Message {
      const said = targets
        .slice(0, mostButtons)
        .map(({ prospect, deal }) => prospect?.name ?? deal.company ?? '');
      const sentence = `Nothing on ${name} yet. Did you mean ${said.join(' or ')}?`;
      const lead = section(md`Nothing on *${name}* yet. Did you mean`);
      return message(sentence, [lead, ...choices(targets, today), firstCall(name)]);
    },

    /** The verb alone: the people called last. */
    recent(targets: readonly Target[], today: string, question = 'Who is the call with?'): Message {
      if (targets.length === 0) {
        const text = 'No notes yet. Log your first call with /log, then ask for a brief by name.';
        return message(text, [section(md`${text}`), firstCall('')]);
      }
      return message(question, [section(md`${question}`), ...choices(targets, today), picker()]);
    },
  };
}

function labelOf(target: Target, today: string): string {
  const last = `${dayName(target.lastDay, today)}, ${ago(target.lastDay, today)}`;
  return `${clip(subject(target), limits.button - last.length - 3)} · ${last}`;
}

function firstCall(name: string): ActionsBlock {
  return actions(button(brief.logFirst, 'Log a call', { style: 'primary', value: name.slice(0, 80) || ' ' }));
}

function numberWord(count: number): string {
  return (
    ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'][count] ?? String(count)
  );
}

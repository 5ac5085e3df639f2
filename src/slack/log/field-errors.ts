import { canonical } from '../../memory/identity/names.ts';
import { countedLength } from '../counted.ts';
import { limits } from '../limits.ts';
import { clean } from '../mrkdwn.ts';
import type { Draft } from './draft.ts';
import { ids } from './ids.ts';
import { isNew } from './is-new.ts';
import { nameBlockId } from './new-person-inputs.ts';

/** What is wrong with single fields, by the block id that Slack shows it under. `today` is the author's. */
export function fieldErrors(draft: Draft, today: string): Record<string, string> {
  return { ...whoErrors(draft), ...textErrors(draft), ...dayErrors(draft, today) };
}

function whoErrors(draft: Draft): Record<string, string> {
  if (!draft.who) return { [ids.who]: 'Choose who the call was with, or type a name to add somebody new.' };
  if (!isNew(draft.who)) return {};
  if (!canonical(draft.name))
    return { [nameBlockId(draft)]: 'Write the name as you would say it, such as Priya Sharma.' };
  if (draft.deal !== 'new' || canonical(draft.label)) return {};
  return { [ids.label]: 'Give the other deal a name, such as Renewal.' };
}

function textErrors({ text }: Draft): Record<string, string> {
  const field = `${ids.text}0`;
  if (!clean(text).trim()) return { [field]: 'Write a sentence on what happened.' };
  const length = countedLength(text);
  if (length <= limits.note) return {};
  return { [field]: `This has ${length} characters and a note holds ${limits.note}. Save it as two notes.` };
}

function dayErrors({ day }: Draft, today: string): Record<string, string> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return { [ids.day]: 'Choose the day of the call.' };
  return day > today ? { [ids.day]: 'That date is in the future. When was the call?' } : {};
}

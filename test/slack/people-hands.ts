import type { Someone } from '../support/person.ts';
import { openMend, otherNamed } from './people-doors.ts';

/** As far as the preview, like the next two. */
export async function rename(who: Someone, name: string, right: string): Promise<void> {
  await openMend(who, name);
  await who.pressInModal('mend_as_rename');
  await who.seesModal('The right name');
  await who.submit({ mend_name: right });
}

export async function merge(who: Someone, name: string, label: string): Promise<void> {
  await openMend(who, name);
  await who.pressInModal('mend_as_merge');
  await who.seesModal('The same person as');
  await who.submit({ mend_other: await otherNamed(who, label) });
}

export async function move(who: Someone, name: string, company: string): Promise<void> {
  await openMend(who, name);
  await who.pressInModal('mend_as_move');
  await who.seesModal('Their company now');
  await who.submit({ mend_company: company });
}

/** From the preview on. */
export async function save(who: Someone): Promise<void> {
  await who.seesModal('Nothing is deleted. Undo brings everything back.');
  await who.submit({});
  await who.seesModal('Saved.');
}

/** Takes back the newest word on somebody. */
export async function undo(who: Someone, name: string): Promise<void> {
  await openMend(who, name);
  await who.pressInModal('mend_undo');
  await who.seesModal('Undone.');
}

import type { Locator } from 'playwright-core';
import type { Visitor } from './visitor.ts';

interface Call {
  readonly name: string;
  readonly company: string;
  readonly text: string;
  readonly isShared?: boolean;
}

/** The call that most journeys log. */
export const call: Call = {
  name: 'Priya Sharma',
  company: 'Rentfield',
  text: 'She is nervous about the migration timeline. I promised to send the migration plan.',
};

export const field = ({ modal }: Visitor, name: string): Locator => modal.getByRole('textbox', { name });
export const save = ({ modal }: Visitor): Locator => modal.getByRole('button', { name: 'Save' });

/** Opens the form and fills it with somebody new, as far as Save. */
export async function fillForm(me: Visitor, { name, company, text, isShared = false }: Call): Promise<void> {
  await me.type('/log');
  await choosesUnder(me, 'Who', { typing: name, option: `New person: ‘${name}’` });
  await field(me, 'Company').fill(company);
  await field(me, 'What happened').fill(text);
  if (isShared) await me.modal.getByRole('checkbox', { name: 'Share with my team' }).check();
}

/** Picks an option of a type-ahead field. */
export async function choosesUnder(
  { modal }: Visitor,
  label: string,
  { typing, option }: { typing: string; option: string | RegExp },
): Promise<void> {
  const box = modal.getByRole('combobox', { name: label });
  await box.click();
  await box.pressSequentially(typing);
  await modal.getByRole('option', { name: option }).click();
}

/** Closes the modal by its cross. */
export async function closeModal({ modal }: Visitor): Promise<void> {
  await modal.getByRole('button', { name: 'Close', exact: true }).first().click();
  await modal.waitFor({ state: 'hidden' });
}

/** Logs a call with somebody new; the receipt is in the DM and the modal is closed. */
export async function logCall(me: Visitor, what: Call = call): Promise<Locator> {
  await fillForm(me, what);
  await save(me).click();
  await me.seesModal('Saved on');
  await closeModal(me);
  return me.sees(`Saved on ${what.name}`);
}

/** The card once all its notes are read and checked, as it stays. */
export async function readCard(me: Visitor): Promise<Locator> {
  const card = await me.sees('Last call');
  await card
    .getByText(/not read yet|being checked/)
    .first()
    .waitFor({ state: 'detached' });
  return card;
}

/** Opens the menu of a row of the modal. */
export async function opensRow({ modal }: Visitor, words: RegExp): Promise<void> {
  await modal.getByRole('button', { name: words }).first().click();
  await modal.getByRole('menu').waitFor();
}

/** Chooses in the menu of a row of the modal. */
export async function choosesOnRow(me: Visitor, words: RegExp, label: string): Promise<void> {
  await opensRow(me, words);
  await me.modal.getByRole('menuitem', { name: label }).click();
}

/** The card on one of the demo's people who share a first name. */
export async function briefOnRentfield(me: Visitor): Promise<Locator> {
  await me.type('/brief Priya');
  await (await me.sees('match Priya')).getByRole('button', { name: /^Priya Sharma · Rentfield/ }).click();
  return readCard(me);
}

/** On a phone the people and the channels come from the side. */
export async function opensSide(me: Visitor): Promise<void> {
  const channels = me.button('Channels');
  if (await channels.isVisible()) await channels.click();
}

/** The bot's Home, as somebody else sees it. */
export async function opensHomeOf(me: Visitor, name: string): Promise<void> {
  await opensSide(me);
  await me.becomes(name);
  await opensSide(me);
  await me.goesTo(/^SalesMemory/);
  await me.page.getByRole('tab', { name: 'Home' }).click();
}

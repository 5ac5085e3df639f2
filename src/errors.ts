/** The person who typed can fix it: the message is shown as written. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** Words of a Slack message as a person reads them: mentions, channels and links by their names, entities undone. */
export function readableText(text: string): string {
  return text
    .replace(/<#[^>|]*\|([^>]+)>/g, '#$1')
    .replace(/<[@!][^>|]*\|@?([^>]+)>/g, '@$1')
    .replace(/<([@#])([^>|]+)>/g, '$1$2')
    .replace(/<!([^>|^]+)[^>]*>/g, '@$1')
    .replace(/<([^>|]+)\|([^>]+)>/g, '$2 ($1)')
    .replace(/<([^>]+)>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

const link = /<([a-z][a-z0-9+.-]*:[^>|\s]+)(?:\|([^>]+))?>/gi;

/** Words of a Slack message as a person reads them: mentions, channels and links by their names, entities undone. */
export function readableText(text: string): string {
  const named = text
    .replace(/<#[^>|]*\|([^>]+)>/g, '#$1')
    .replace(/<[@!][^>|]*\|@?([^>]+)>/g, '@$1')
    .replace(/<([@#])([\w-]+)\|?>/g, '$1$2')
    .replace(/<!([\w-]+)[^>]*>/g, '@$1')
    .replace(link, (_whole, url: string, label: string | undefined) => readableLink(url, label));
  return undoEntities(named);
}

/** The three characters that Slack escapes, as they were typed. */
export function undoEntities(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

/** Slack makes links of what only looks like one: then the typed words say it all. */
function readableLink(url: string, label: string | undefined): string {
  if (label === undefined) return url;
  const bare = (address: string) => address.replace(/^(?:https?:\/\/|mailto:)/i, '').replace(/\/$/, '');
  const isTyped = bare(label) === bare(url) || /^tel:/i.test(url);
  return isTyped ? label : `${label} (${url})`;
}

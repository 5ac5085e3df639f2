import type { Directory } from './directory.ts';
import type { Workspace } from './workspace.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * What Slack stores for a text as typed: the three characters escaped, and `@handle` or `#channel` of somebody or
 * something that the writer can see as a mention.
 */
export const storedText = (
  { workspace, directory }: { workspace: Workspace; directory: Directory },
  user: string,
  typed: string,
): string => {
  const people = new Map(workspace.people.map(({ name, id }) => [name, id]));
  const channels = new Map(directory.channelsOf(user).map(({ name, id }) => [name, id]));
  return escaped(typed)
    .replace(/(?<![\p{L}\p{N}.])@([a-z0-9._-]*[a-z0-9])/gu, (whole, name: string) => {
      const id = people.get(name);
      return id ? `<@${id}>` : whole;
    })
    .replace(/(?<![\p{L}\p{N}&])#([a-z0-9_-]+)/gu, (whole, name: string) => {
      const id = channels.get(name);
      return id ? `<#${id}|${name}>` : whole;
    });
};

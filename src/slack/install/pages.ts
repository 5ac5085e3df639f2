import type { ServerResponse } from 'node:http';

/** What somebody sees in the browser who installs the app: how it went, and the next step. */
interface Page {
  readonly status: number;
  readonly title: string;
  readonly says: string;
  readonly link?: { readonly url: string; readonly words: string };
}

/** Nothing is loaded from elsewhere, and no other page may frame it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
const style =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}a{color:#1d4a3c}';

export function showPage(response: ServerResponse, { status, title, says, link }: Page): void {
  const further = link ? `<p><a href="${escaped(link.url)}">${escaped(link.words)}</a></p>` : '';
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    .end(
      [
        '<!doctype html><html lang="en"><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        `<title>${escaped(title)}</title><style>${style}</style>`,
        `<h1>${escaped(title)}</h1><p>${escaped(says)}</p>${further}</html>`,
      ].join(''),
    );
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => entities[one] ?? one);
}

const again = { url: '/slack/install', words: 'Install SalesMemory' };

/** `name` is of the workspace or the organisation, as Slack calls it. */
export function installedPage(name: string | undefined, { isOrgWide, appId }: InstalledApp): Page {
  const where = name === undefined ? '' : ` in ${name}`;
  const next = isOrgWide
    ? 'Next, an admin of your organisation adds it to workspaces: Slack’s admin pages, Integrations, SalesMemory, Add to workspaces.'
    : 'Next, open Slack, find SalesMemory under Apps and type /log with what happened on your last call.';
  return {
    status: 200,
    title: `SalesMemory is installed${where}`,
    says: next,
    link: {
      url:
        appId === undefined
          ? 'https://slack.com/'
          : `https://slack.com/app_redirect?app=${encodeURIComponent(appId)}`,
      words: 'Open it in Slack',
    },
  };
}

interface InstalledApp {
  readonly isOrgWide: boolean;
  readonly appId: string | undefined;
}

export const cancelledPage: Page = {
  status: 200,
  title: 'Nothing was installed',
  says: 'You cancelled it in Slack, so nothing has changed. You can begin again at any time.',
  link: again,
};

/** The link was old, or came from another browser than the one that began. */
export const strangePage: Page = {
  status: 400,
  title: 'This link cannot be used any more',
  says: 'Installing has to end in the browser that began it, within ten minutes. Nothing was installed. Begin again here.',
  link: again,
};

/** Slack or memory did not do what was asked. */
export const failedPage: Page = {
  status: 502,
  title: 'SalesMemory was not installed',
  says: 'Slack or the memory behind SalesMemory did not answer as it should. Try again in a minute. If it stays so, tell whoever runs SalesMemory: its log says more.',
  link: again,
};

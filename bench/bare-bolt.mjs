import { App, HTTPReceiver } from '@slack/bolt';

/** What the bot is measured beside: Bolt as it comes, which acknowledges and answers with one line. */
const { SLACK_SIGNING_SECRET: signingSecret, PORT: port, SLACK_API_URL: slackApiUrl } = process.env;
const receiver = new HTTPReceiver({ signingSecret });
const authorize = async () => ({ botId: 'B0BENCH001', botUserId: 'U0BOT00001' });
const app = new App({ receiver, authorize, clientOptions: { slackApiUrl }, logLevel: 'error' });
for (const command of ['/brief', '/log']) {
  app.command(command, async ({ ack, respond }) => {
    await ack();
    await respond('Noted.');
  });
}
await app.start(port);

/** The least that a Slack app can be: Bolt as it comes, one workspace, the same message in answer to every command. */
import type { AddressInfo } from 'node:net';
import bolt from '@slack/bolt';

const [apiUrl = '', token = '', signingSecret = '', message = '{}'] = process.argv.slice(2);
const answer = JSON.parse(message);
const quiet = { logLevel: bolt.LogLevel.ERROR };
const receiver = new bolt.ExpressReceiver({ signingSecret, ...quiet });
const app = new bolt.App({
  receiver,
  authorize: async () => ({ botToken: token, botId: 'B0ONE', botUserId: 'UBOT0ONE' }),
  clientOptions: { slackApiUrl: apiUrl },
  ...quiet,
});
app.command('/col', async ({ ack }) => {
  await ack(answer);
});
const server = receiver.app.listen(0, '127.0.0.1', () => {
  // A server that listens on a port has such an address.
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});

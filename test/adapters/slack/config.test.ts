import { SlackVariables, slackConfigOf, slackTrouble } from '../../../adapters/slack/index.ts';

const read = (set: Record<string, string>) => SlackVariables.parse(set);
const secret = { SLACK_SIGNING_SECRET: 'signing-secret' };
const token = { SLACK_BOT_TOKEN: 'xoxb-1' };
const socket = { SLACK_APP_TOKEN: 'xapp-1' };
const client = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'client-secret' };

describe('What Slack is set up with', () => {
  it.each([
    ['nothing: off', {}, null],
    ['a secret and a token: one workspace over https', { ...secret, ...token }, 'http'],
    ['a secret and a client: many workspaces', { ...secret, ...client }, 'http'],
    ['two tokens: one workspace through a socket', { ...socket, ...token }, 'socket'],
    ['both ways: requests, unless the socket is named', { ...secret, ...socket, ...token }, 'http'],
    ['the socket by name', { ...secret, ...socket, ...token, SLACK_MODE: 'socket' }, 'socket'],
  ])('%s', (_, set, mode) => {
    expect(slackTrouble(read(set))).toBeNull();
    expect(slackConfigOf(read(set))?.from.mode ?? null).toBe(mode);
  });

  it.each([
    [{ ...token }, 'SLACK_SIGNING_SECRET or SLACK_APP_TOKEN'],
    [{ ...secret }, 'SLACK_BOT_TOKEN, or SLACK_CLIENT_ID with SLACK_CLIENT_SECRET'],
    [{ ...secret, SLACK_CLIENT_ID: '1.2' }, 'SLACK_CLIENT_ID, SLACK_CLIENT_SECRET'],
    [{ ...secret, ...token, SLACK_MODE: 'socket' }, 'SLACK_APP_TOKEN'],
    [{ ...socket, ...token, SLACK_MODE: 'http' }, 'SLACK_SIGNING_SECRET'],
  ])('%j names what is missing', (set, missing) => {
    expect(slackTrouble(read(set))).toBe(`Slack is half set up, missing: ${missing}`);
  });
});

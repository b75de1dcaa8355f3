import type { Slack, SlackParts } from './slack.ts';

export { type SlackConfig, SlackVariables, slackConfigOf, slackTrouble } from './config.ts';
export { slackManifest } from './manifest.ts';
export type { Slack } from './slack.ts';

/** Slack's library is large: who does not use Slack does not load it. */
export async function createSlack(parts: SlackParts): Promise<Slack> {
  const { buildSlack } = await import('./slack.ts');
  return buildSlack(parts);
}

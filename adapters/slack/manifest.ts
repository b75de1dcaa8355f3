import { aboutCommand, waysToCall } from '../conversation/index.ts';
import { ours } from './read-command.ts';
import { botScopes, optionalScopes } from './scopes.ts';

/** Slack takes a hint of 1,000 characters; longer ones are no help. */
const hintMost = 150;

/**
 * What Slack is told of us, made from the table of commands.
 * @param baseUrl without a slash at the end; for the socket it is needed for nothing
 */
export const slackManifest = (baseUrl: string, mode: 'http' | 'socket') => {
  const events = `${baseUrl}/slack/events`;
  const isHttp = mode === 'http';
  return {
    _metadata: { major_version: 2, minor_version: 0 },
    display_information: {
      name: 'Cities of Learning',
      description: 'Find something to do, do it, earn a badge: privately, in your language.',
      background_color: '#1f4b5e',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Cities of Learning', always_online: true },
      shortcuts: [
        shortcut('find_activity', 'Find an Activity', 'global', 'Look what your city offers'),
        shortcut('review_evidence', 'Review Evidence', 'global', 'What waits for your word'),
        shortcut(
          'share_opportunity',
          'Share an Opportunity',
          'global',
          'Tell holders of a badge what you offer',
        ),
        shortcut('save_as_evidence', 'Save as Evidence', 'message', 'Hand in what you wrote here'),
      ],
      slash_commands: [
        {
          command: '/col',
          description: aboutCommand('en', { verb: 'help' }).slice(0, 200),
          usage_hint: hint(),
          // People and channels come as ids, whatever they are called.
          should_escape: true,
          ...(isHttp ? { url: events } : {}),
        },
      ],
    },
    oauth_config: {
      ...(isHttp ? { redirect_urls: [`${baseUrl}/slack/oauth_redirect`, `${baseUrl}/slack/connected`] } : {}),
      scopes: {
        bot: [...botScopes, ...(isHttp ? [] : optionalScopes)],
        ...(isHttp ? { bot_optional: [...optionalScopes] } : {}),
      },
    },
    settings: {
      event_subscriptions: {
        ...(isHttp ? { request_url: events } : {}),
        bot_events: [
          'app_home_opened',
          'app_uninstalled',
          'tokens_revoked',
          // Only organisations tell it, and only where many workspaces install us.
          ...(isHttp ? (['team_access_revoked'] as const) : []),
        ],
      },
      interactivity: { is_enabled: true, ...(isHttp ? { request_url: events } : {}) },
      org_deploy_enabled: isHttp,
      socket_mode_enabled: !isHttp,
      token_rotation_enabled: isHttp,
    },
  };
};

const shortcut = (callback_id: string, name: string, type: 'global' | 'message', description: string) => ({
  callback_id,
  name,
  type,
  description,
});

/** The first ways to call things, as far as they fit: "help | explore | …" */
function hint(): string {
  const ways = ours.flatMap(({ verb }) => waysToCall(verb, 'en').slice(0, 1));
  let text = '';
  for (const way of ways) {
    const longer = text ? `${text} | ${way}` : way;
    if (longer.length > hintMost - 4) return `${text} | …`;
    text = longer;
  }
  return text;
}

import type { Platform } from './platform.ts';
import { elementsOf } from './platform.ts';
import type { Modal } from './shapes.ts';
import { shownView } from './views.ts';
import type { Message, OpenView, Workspace } from './workspace.ts';

export type Payload = Readonly<Record<string, unknown>>;

/** What every interaction tells of where it comes from. */
const common = ({ appId }: Platform, workspace: Workspace, user: string) => ({
  api_app_id: appId,
  token: 'verification-token',
  team: {
    id: workspace.id,
    domain: workspace.name.toLowerCase().replaceAll(' ', '-'),
    ...(workspace.org ? { enterprise_id: workspace.org, enterprise_name: 'Org' } : {}),
  },
  enterprise: workspace.org ? { id: workspace.org, name: 'Org' } : null,
  is_enterprise_install: workspace.org !== null,
  user: { id: user, username: user.toLowerCase(), name: user.toLowerCase(), team_id: workspace.id },
});

export const commandPayload = (
  { appId }: Platform,
  { id, name, org }: Workspace,
  user: string,
  more: {
    readonly text: string;
    readonly channel: string;
    readonly channelName: string;
    readonly responseUrl: string;
    readonly trigger: string;
  },
): Payload => ({
  token: 'verification-token',
  team_id: id,
  team_domain: name.toLowerCase().replaceAll(' ', '-'),
  channel_id: more.channel,
  channel_name: more.channelName,
  user_id: user,
  user_name: user.toLowerCase(),
  command: '/col',
  text: more.text,
  api_app_id: appId,
  is_enterprise_install: String(org !== null),
  ...(org ? { enterprise_id: org, enterprise_name: 'Org' } : {}),
  response_url: more.responseUrl,
  trigger_id: more.trigger,
});

/** What was pressed or chosen. */
export interface Used {
  readonly block: string;
  readonly element: { readonly type: string; readonly action_id: string; readonly value?: string };
  readonly option?: { readonly text: unknown; readonly value: string };
}

export function actionPayload(
  platform: Platform,
  workspace: Workspace,
  user: string,
  used: Used,
  on: { readonly message: Message } | { readonly view: OpenView } | { readonly home: Payload },
  more: { readonly trigger: string; readonly responseUrl: string | null },
): Payload {
  const { block, element, option } = used;
  const action = {
    type: element.type,
    action_id: element.action_id,
    block_id: block,
    action_ts: platform.ts(),
    ...(element.value === undefined ? {} : { value: element.value }),
    ...(option ? { selected_option: option } : {}),
  };
  return {
    type: 'block_actions',
    ...common(platform, workspace, user),
    trigger_id: more.trigger,
    actions: [action],
    ...(more.responseUrl ? { response_url: more.responseUrl } : {}),
    ...placeOf(workspace, on),
  };
}

function placeOf(workspace: Workspace, on: Parameters<typeof actionPayload>[4]): Payload {
  if ('message' in on) {
    const { ts, channel, text, blocks, onlyFor } = on.message;
    const isEphemeral = onlyFor !== null && !channel.startsWith('D');
    return {
      channel: {
        id: channel,
        name: workspace.channels.find(({ id }) => id === channel)?.name ?? 'directmessage',
      },
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: isEphemeral },
      // Of what only one person sees Slack tells no more than the moment.
      ...(isEphemeral ? {} : { message: { type: 'message', ts, text, blocks, bot_id: workspace.botId } }),
    };
  }
  if ('view' in on) {
    const view = shownView(workspace, on.view);
    return { view, container: { type: 'view', view_id: on.view.id }, state: view.state };
  }
  return { view: on.home, container: { type: 'view', view_id: on.home['id'] } };
}

export const submissionPayload = (
  platform: Platform,
  workspace: Workspace,
  user: string,
  view: OpenView,
  values: Payload,
  trigger: string,
): Payload => ({
  type: 'view_submission',
  ...common(platform, workspace, user),
  // Of an organisation's installation Slack does not say in which of its workspaces a modal stands.
  ...(workspace.org ? { team: null } : {}),
  trigger_id: trigger,
  view: { ...shownView(workspace, view), state: { values } },
  response_urls: [],
});

export const shortcutPayload = (
  platform: Platform,
  workspace: Workspace,
  user: string,
  callback: string,
  trigger: string,
): Payload => ({
  type: 'shortcut',
  ...common(platform, workspace, user),
  action_ts: platform.ts(),
  callback_id: callback,
  trigger_id: trigger,
});

export const messageShortcutPayload = (
  platform: Platform,
  workspace: Workspace,
  user: string,
  callback: string,
  message: { readonly ts: string; readonly text: string; readonly user: string; readonly channel: string },
  more: { readonly trigger: string; readonly responseUrl: string },
): Payload => ({
  type: 'message_action',
  ...common(platform, workspace, user),
  action_ts: platform.ts(),
  callback_id: callback,
  trigger_id: more.trigger,
  response_url: more.responseUrl,
  message_ts: message.ts,
  channel: { id: message.channel, name: 'learning' },
  message: { type: 'message', ts: message.ts, text: message.text, user: message.user },
});

export const eventPayload = (
  platform: Platform,
  { id, org }: Workspace,
  event: Payload,
  eventId = platform.next('Ev'),
): Payload => ({
  token: 'verification-token',
  team_id: id,
  api_app_id: platform.appId,
  type: 'event_callback',
  event_id: eventId,
  event_time: Math.floor(platform.now() / 1000),
  is_ext_shared_channel: false,
  authorizations: [
    {
      enterprise_id: org,
      team_id: org ? null : id,
      user_id: `UBOT${id.slice(1)}`,
      is_bot: true,
      is_enterprise_install: org !== null,
    },
  ],
  event: { ...event, event_ts: platform.ts() },
});

/** What somebody fills in, by the label of each field, as the state of a view holds it. */
export function stateOf(view: Modal, said: Readonly<Record<string, string | readonly string[]>>): Payload {
  const values: Record<string, Record<string, unknown>> = {};
  for (const block of view.blocks) {
    if (block.type !== 'input' || !block.block_id) continue;
    const [element] = elementsOf(block);
    if (!element || !('action_id' in element) || !('type' in element)) continue;
    const given = said[block.label.text] ?? said[block.block_id];
    values[block.block_id] = { [String(element.action_id)]: filled(element, String(element.type), given) };
  }
  return values;
}

function filled(element: object, type: string, given: string | readonly string[] | undefined): Payload {
  const options: readonly { readonly text: { readonly text: string }; readonly value: string }[] =
    'options' in element && Array.isArray(element.options) ? element.options : [];
  const chosen = (label: string) =>
    options.find(({ text, value }) => text.text === label || value === label) ?? null;
  const initial = (key: string): unknown =>
    Object.entries(element).find(([name]) => name === key)?.[1] ?? null;
  switch (type) {
    case 'checkboxes':
      return {
        type,
        selected_options: Array.isArray(given) ? given.map(chosen) : (initial('initial_options') ?? []),
      };
    case 'radio_buttons':
    case 'static_select':
      return { type, selected_option: typeof given === 'string' ? chosen(given) : initial('initial_option') };
    case 'users_select':
      return { type, selected_user: given ?? null };
    case 'conversations_select':
      return { type, selected_conversation: given ?? null };
    default:
      return { type, value: given ?? initial('initial_value') };
  }
}

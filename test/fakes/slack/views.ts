import { createHash } from 'node:crypto';
import type { Platform, Trigger } from './platform.ts';
import type { Home, Modal } from './shapes.ts';
import { wrongWith } from './validate.ts';
import type { OpenView, Workspace } from './workspace.ts';

const stackMost = 3;

/** @returns null: Slack would not take it, and it is on record */
export function modalOf(platform: Platform, view: unknown, where: string): Modal | null {
  const wrong = wrongWith('modal', view);
  for (const one of wrong) platform.violate('invalid-view', `${where}: ${one}`);
  if (wrong.length > 0) return null;
  // It was just found to be one.
  const modal = view as Modal;
  platform.checkIds(where, modal.blocks);
  if (modal.blocks.length > 100) platform.violate('too-many-blocks', `${where}: ${modal.blocks.length}`);
  const asks = modal.blocks.some(({ type }) => type === 'input');
  if (asks && !modal.submit) {
    platform.violate('invalid-view', `${where}: inputs without submit`);
    return null;
  }
  return modal;
}

/** @returns null: three stand upon each other already */
export function openOn(
  platform: Platform,
  workspace: Workspace,
  { user, within }: Trigger,
  view: Modal,
  isPushed: boolean,
): OpenView | null {
  const id = platform.next('V');
  const root = isPushed && within ? within.root : id;
  if (stackOf(workspace, root).length >= stackMost) {
    platform.violate('modal-stack', `more than ${stackMost}`);
    return null;
  }
  if (!isPushed) for (const old of workspace.views) if (old.user === user) old.isClosed = true;
  const opened: OpenView = { id, user, root, hash: platform.next('hash.'), view, isClosed: false };
  workspace.views.push(opened);
  platform.events.emit('shown', user, opened);
  return opened;
}

export const stackOf = (workspace: Workspace, root: string): readonly OpenView[] =>
  workspace.views.filter((one) => one.root === root && !one.isClosed);

/** The one on top goes; what stood under it is seen again. */
export function closeAbove(workspace: Workspace, view: OpenView, isWhole: boolean): void {
  const stack = stackOf(workspace, view.root);
  for (const one of isWhole ? stack : stack.slice(stack.indexOf(view))) one.isClosed = true;
}

/** As Slack tells of it, in answers and payloads. */
export const shownView = ({ id: team, botId }: Workspace, { id, root, hash, view }: OpenView) => ({
  ...view,
  id,
  team_id: team,
  app_id: 'A0COL',
  bot_id: botId,
  root_view_id: root,
  previous_view_id: null,
  hash,
  callback_id: view.callback_id ?? '',
  private_metadata: view.private_metadata ?? '',
  state: { values: {} },
});

export const homeHash = (view: Home): string =>
  createHash('sha256').update(JSON.stringify(view.blocks)).digest('hex').slice(0, 16);

/** What is wrong with somebody's home, on record too; none: it is shown. */
export function homeTrouble(platform: Platform, view: unknown): readonly string[] {
  const wrong = wrongWith('home', view);
  for (const one of wrong) platform.violate('invalid-view', `views.publish: ${one}`);
  if (wrong.length > 0) return wrong;
  // It was just found to be one.
  const { blocks } = view as Home;
  platform.checkIds('views.publish', blocks);
  if (blocks.length > 100) platform.violate('too-many-blocks', `views.publish: ${blocks.length}`);
  return [];
}

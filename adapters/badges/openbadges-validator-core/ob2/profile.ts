import { checkNode } from '../check-node.ts';
import type { Inquiry } from '../inquiry.ts';
import type { Node } from '../json.ts';
import { isWebUrl } from '../kinds.ts';
import { ob2 } from './classes.ts';
import { checkExtensions } from './extensions.ts';

/** Who issues or endorses. */
export function checkProfile(inquiry: Pick<Inquiry, 'findings'>, node: Node, id: string): void {
  checkNode(inquiry.findings, ob2, 'Profile', node, id);
  if (typeof node['id'] === 'string' && !isWebUrl(node['id']))
    inquiry.findings.warn('VALIDATE_PROPERTY', 'Profile: `id` is no web address', { node: id, prop: 'id' });
  checkExtensions(inquiry, node, id);
}

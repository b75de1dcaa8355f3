import type { Origin } from '../../core/activities/activity.ts';
import { isSameContent } from '../../core/same-content.ts';

/** `write`: it is new, or newer than what is here. */
export type Judged =
  | { readonly is: 'write'; readonly as: 'new' | 'newer' }
  | { readonly is: 'keep'; readonly as: 'same' | 'older' | 'in-conflict'; readonly note: string | null };

/**
 * What becomes of a thing of a bundle where one of that key may be here already.
 * @param stored its content and origin; null: nothing is here
 */
export function judgeStored(
  stored: { readonly content: unknown; readonly origin: Origin | null } | null,
  came: { readonly content: unknown; readonly origin: Origin },
): Judged {
  if (!stored?.origin) return { is: 'write', as: 'new' };
  const { bundle, version } = stored.origin;
  if (bundle !== came.origin.bundle) {
    return { is: 'keep', as: 'in-conflict', note: `The key is taken by the bundle "${bundle}".` };
  }
  if (isSameContent(stored.content, came.content)) return { is: 'keep', as: 'same', note: null };
  if (came.origin.version > version) return { is: 'write', as: 'newer' };
  if (came.origin.version < version) {
    return { is: 'keep', as: 'older', note: `Version ${version} of the bundle is here already.` };
  }
  return {
    is: 'keep',
    as: 'in-conflict',
    note: 'It differs from what is here, in the same version of the bundle.',
  };
}

import { z } from 'zod';

/**
 * How the LMS keeps small values for tools in its own page, by messages: through a sibling frame as Canvas does on the
 * web, in the page itself, promised and never answered (its mobile apps), or not at all.
 */
export const StorageWay = z.enum(['frame', 'parent', 'silent', 'none']);
export type StorageWay = z.infer<typeof StorageWay>;

export interface ToolStorage {
  way: StorageWay;
}

/** The frame beside the tool that passes messages on. */
export const forwardingFrame = 'post_message_forwarding';

/** What logins and launches call the place; null: they name none, so tools ask for nothing. */
export function storageTarget(way: StorageWay): string | null {
  if (way === 'none') return null;
  return way === 'parent' ? '_parent' : forwardingFrame;
}

import { createHash } from 'node:crypto';
import { DiscordAPIError, HTTPError, type REST, Routes } from 'discord.js';
import { Declined, Unreachable } from '../../core/faults.ts';
import type { Shown } from './show-card.ts';

/** What of it Discord needs to take a repeat for one. */
const nonceOf = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 25);

/** Sends once under a key, however often it is tried. @returns the id of the message */
export async function sendPost(rest: REST, channel: string, shown: Shown, key: string): Promise<string> {
  const body = { ...shown, nonce: nonceOf(key), enforce_nonce: true };
  const sent = await telling(() => rest.post(Routes.channelMessages(channel), { body }));
  // What Discord answers to a message.
  return (sent as { id: string }).id;
}

/** 50007 nobody may write there; 50001, 50013 not allowed; 10003.. it is gone. */
const isOver = (status: number): boolean => status === 403 || status === 404 || status === 400;

/**
 * A call whose failures are told in the core's words.
 * @throws Declined Discord will not take it until somebody acts, `code` is Discord's; Unreachable tried again
 */
export async function telling<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof DiscordAPIError && isOver(cause.status))
      throw new Declined(String(cause.code), `Discord declined: ${cause.status}`, { cause });
    const what = cause instanceof DiscordAPIError || cause instanceof HTTPError ? ` ${cause.status}` : '';
    throw new Unreachable(`Discord did not answer${what}`, { cause });
  }
}

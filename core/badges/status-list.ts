import type { OrganiserId, StatusListId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** One organiser's list of bits, one for each award in it: set, it was revoked or withdrawn. */
export interface StatusList {
  readonly id: StatusListId;
  readonly revision: number;
  readonly organiser: OrganiserId;
  /** Counts from 1 over the whole site; its address ends with it. */
  readonly number: number;
  /** As signed, byte for byte. */
  readonly document: string;
  /** How many bits are set in it. None is ever unset, so the same number means the same bits. */
  readonly set: number;
  /** Of the key that signed it. */
  readonly kid: string;
  readonly signedAt: Instant;
}

/** Where an award stands in a list. */
export interface StatusPlace {
  readonly list: number;
  /** 0..131,071, drawn at random, so that it tells nothing about when or to whom. */
  readonly index: number;
}

/** Fewer would tell who is on it. A power of two. */
export const placesInList = 131_072;
/** From here on the next list is used: in a fuller one it takes long to hit a free place. */
export const fullList = 100_000;

import { createHash } from 'node:crypto';
import { type Instant, later, minuteMs } from '../../core/instant.ts';
import { monday } from '../builders/index.ts';

/**
 * Everything in a city of a bench follows from numbers, so that a filling that broke off goes on where it was, and two
 * of a size are alike.
 */

/** Ascends with the number, before all ids that are made by the clock. @param letter one, of its kind */
// Brands exist for the compiler only: the kind is the caller's word.
export const idOf = <Id extends string>(letter: string, number: number): Id =>
  `0${letter}${number.toString(36).padStart(18, '0')}` as Id;

/** As scattered as drawn ones are. */
export const addressOf = (number: number): string =>
  createHash('sha1').update(`award ${number}`).digest('hex').slice(0, 26).toUpperCase();

export const momentOf = (number: number): Instant => later(monday, number * minuteMs);

import { type Instant, instant } from '../../core/instant.ts';

/** A Monday morning on which everything happens unless a test says otherwise: the still clock's start. */
export const monday: Instant = instant('2026-03-02T09:00:00.000Z');

/** `at('10:30')` is half past ten, UTC, of that Monday. */
export const at = (time: string): Instant => instant(`2026-03-02T${time}:00.000Z`);

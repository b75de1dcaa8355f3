import { instant } from '../core/instant.ts';
import type { Clock } from '../core/ports/clock.ts';

export const systemClock: Clock = { now: () => instant(Date.now()) };

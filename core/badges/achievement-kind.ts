import type { ActivityType } from '../lists.ts';

/** What a badge stands for, in the order in which it is looked for; documents have their own words for it. */
export type AchievementKind = 'microcredential' | 'playlist' | ActivityType | 'other';

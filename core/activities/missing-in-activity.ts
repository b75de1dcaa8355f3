import type { Activity } from './activity.ts';
import type { ActivityContent } from './content.ts';

export type MissingInActivity = 'name' | 'type' | 'categories' | 'do' | 'learn' | 'place' | 'tasks' | 'need';

/** Everything that is not there and has to be before an activity is published (R2), at once; whole when nothing is missing. */
export function checkedContent(
  content: ActivityContent,
): { readonly missing: readonly MissingInActivity[] } | { readonly whole: Whole } {
  const { name, type, categories, place, tasks, completedBy } = content;
  const isSomewhere =
    place.name !== null || place.address !== null || (place.lat !== null && place.lon !== null);
  const missing: (MissingInActivity | false)[] = [
    !name && 'name',
    !type && 'type',
    categories.length === 0 && 'categories',
    !content.do && 'do',
    !content.learn && 'learn',
    place.mode === 'onsite' && !isSomewhere && 'place',
    completedBy.way === 'tasks' && tasks.length === 0 && 'tasks',
    completedBy.way === 'tasks' && (completedBy.need ?? 0) > tasks.length && 'need',
  ];
  return name && type && !missing.some(Boolean)
    ? { whole: { ...content, name, type } }
    : { missing: missing.filter((one) => one !== false) };
}

export type Whole = ActivityContent & Pick<Activity, 'name' | 'type'>;

/** Everything that can be asked for; each has its row in `commands.ts`. Words: `command.<verb>`. */
export const verbs = [
  'help',
  'explore',
  'activity.view',
  'activity.join',
  'activity.leave',
  'activity.done',
  'activity.why',
  'activity.evidence',
  'activity.takeback',
  'review',
  'playlist.view',
  'playlist.join',
  'playlist.progress',
  'playlist.next',
  'account.begin',
] as const;
export type Verb = (typeof verbs)[number];

export const isVerb = (text: string): text is Verb => (verbs as readonly string[]).includes(text);

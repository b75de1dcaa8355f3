import type { ActivityId, PlaylistId } from '../../core/ids.ts';

/** What a launch from an LMS is answered with. */
export type LaunchView =
  | { readonly page: 'picker' }
  | { readonly page: 'playlist'; readonly playlist: PlaylistId }
  | { readonly page: 'activity'; readonly activity: ActivityId; readonly within: PlaylistId | null }
  | { readonly page: 'course' }
  | { readonly page: 'choose-item' }
  | { readonly page: 'nothing-chosen' };

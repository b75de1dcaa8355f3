import type { Post } from '../communities/post.ts';
import type { CommunityId } from '../ids.ts';
import type { Identity } from '../people/identity.ts';
import type { Note } from '../people/note.ts';

/** A channel or thread of a community, by the platform's own id. */
export interface Where {
  readonly community: CommunityId;
  readonly channel: string;
}

/** Carries words to people's chats. `key` is the same on every try: what was sent under it is not sent again. */
export interface Messenger {
  /**
   * A private word. `closed`: the person or platform takes none; it waits in their inbox.
   * @throws Declined never again; Unreachable tried again
   */
  tell(to: Identity, note: Note, key: string): Promise<'told' | 'closed'>;
  /**
   * A post that everybody there sees. One that is `standing` takes the place of the last one of its kind in that
   * channel: it is edited where the platform can, and nothing is posted where none stands and there is nothing to tell.
   * @throws Declined the channel is gone, or not ours to write in; Unreachable tried again
   */
  post(where: Where, post: Post, key: string): Promise<void>;
}

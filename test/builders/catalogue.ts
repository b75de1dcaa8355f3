import type { Entry } from '../../core/catalogue/entry.ts';
import { fold } from '../../core/catalogue/fold.ts';
import { Query } from '../../core/catalogue/query.ts';
import type { ActivityId, OrganiserId, PlaylistId } from '../../core/ids.ts';
import { anId } from './ids.ts';
import { texts } from './texts.ts';

/**
 * An online activity that anyone sees.
 * @param called its name, and unless overridden the words it is found by
 */
export function anEntry(called: string, more: Partial<Entry> = {}): Entry {
  const id = anId<ActivityId>();
  return {
    subject: { kind: 'activity', id },
    key: `youth-centre/${id}`,
    organiser: { id: anId<OrganiserId>(), slug: 'youth-centre', name: 'Youth Centre' },
    location: null,
    name: texts(called),
    about: null,
    type: 'workshop',
    categories: ['environment-and-ecology'],
    types: ['workshop'],
    languages: ['en'],
    minutes: 60,
    badge: null,
    needed: 0,
    extra: 0,
    point: null,
    visibility: 'anyone',
    words: fold(called),
    ...more,
  };
}

/** The same of a playlist. */
export const aPlaylistEntry = (called: string, more: Partial<Entry> = {}): Entry =>
  anEntry(called, { subject: { kind: 'playlist', id: anId<PlaylistId>() }, type: null, needed: 1, ...more });

/** What somebody looks for; everything else is as if they had not said. */
export const aQuery = (more: Partial<Query> = {}): Query => ({ ...Query.parse({}), ...more });

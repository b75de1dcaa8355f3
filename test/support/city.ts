import type { Activity } from '../../core/activities/activity.ts';
import { type ActivityContent, ActivityContent as Content } from '../../core/activities/content.ts';
import { publishActivity } from '../../core/activities/publish-activity.ts';
import type { Task } from '../../core/activities/task.ts';
import type { Badge } from '../../core/badges/badge.ts';
import type { CommunityId, OrganiserId, PersonId, PlaylistId } from '../../core/ids.ts';
import { instant } from '../../core/instant.ts';
import type { Audience, Checker, OrganiserRole, Seat } from '../../core/lists.ts';
import { operator, type Someone } from '../../core/people/actor.ts';
import { findActor } from '../../core/people/find-actor.ts';
import type { Playlist } from '../../core/playlists/playlist.ts';
import { publishPlaylist } from '../../core/playlists/publish-playlist.ts';
import {
  aCommunity,
  aGrant,
  aMembership,
  anOrganiser,
  aPerson,
  aPlacement,
  aStaff,
  named,
  texts,
} from '../builders/index.ts';
import { type OpenPorts, openPorts } from './ports.ts';

/**
 * The journeys' small world on a real engine: *Mladi zmaji* offer *Future makers*, placed in course 7 of *Gimnazija Zmaj*,
 * which Ana teaches with a grant. Iva manages Mladi zmaji.
 */
export interface City extends OpenPorts {
  readonly zmaji: OrganiserId;
  /** Gimnazija Zmaj. */
  readonly school: OrganiserId;
  readonly course7: CommunityId;
  readonly makers: Playlist;
  /** A1 explore (declared), A2 interview (2 peers; 1 organiser), A3 openSpace (attendance), A4 podcast (optional, crew). */
  readonly explore: Activity;
  readonly interview: Activity;
  readonly openSpace: Activity;
  readonly podcast: Activity;
  /** A learner in course 7, known there by this name and a surname; met on the first call. */
  learner(name: string): Promise<Someone>;
  /** Somebody with a seat in a community. */
  seated(name: string, community: CommunityId, seat: Seat): Promise<Someone>;
  /** Somebody with a role at Mladi zmaji, signed in on the web. */
  staff(name: string, role: OrganiserRole): Promise<Someone>;
  readonly ana: Someone;
  readonly iva: Someone;
  /** One more course of the school, with a grant for its teachers unless told otherwise. */
  course(
    title: string,
    more?: { audience?: Audience; isGranted?: boolean; places?: PlaylistId },
  ): Promise<CommunityId>;
  badgeOf(thing: Activity | Playlist): Promise<Badge>;
  publish(content: Partial<ActivityContent>): Promise<Activity>;
}

export async function openCity(
  audience: Audience = 'adults',
  more: Parameters<typeof openPorts>[0] = {},
): Promise<City> {
  const world = await openPorts(more);
  const { records } = world.ports;
  const zmaji = anOrganiser({ slug: 'mladi-zmaji', name: 'Mladi zmaji' });
  const school = anOrganiser({ slug: 'gimnazija-zmaj', name: 'Gimnazija Zmaj', kind: 'school' });
  await records.keep({ organiser: [zmaji, school] });

  const publish = async (content: Partial<ActivityContent>): Promise<Activity> => {
    const input = { organiser: zmaji.id, activity: null, origin: null, makeBadge: true };
    const answer = await publishActivity(world.ports, operator, { ...input, content: written(content) });
    if (answer.refused) throw new Error(`Not published: ${JSON.stringify(answer.refused)}`);
    return answer.done.activity;
  };
  const explore = await publish({ name: texts('Explore skills'), completedBy: { way: 'declaration' } });
  const interview = await publish({
    name: texts('Interview a neighbour'),
    tasks: [aQuestion('share-the-talk', 'peers', 2), aQuestion('what-surprised-you', 'organisers', 1)],
    completedBy: { way: 'tasks', need: 2 },
  });
  const openSpace = await publish({
    name: texts('Open space at the library'),
    completedBy: { way: 'attendance', minMinutes: 45 },
    when: {
      startsAt: instant('2026-10-15T14:00:00.000Z'),
      endsAt: instant('2026-10-15T16:00:00.000Z'),
      zone: 'Europe/Ljubljana',
    },
    capacity: 60,
  });
  const podcast = await publish({
    name: texts('Podcast'),
    tasks: [aQuestion('the-episode', 'crew', 1)],
    completedBy: { way: 'tasks', need: null },
  });
  const makers = await published(world, zmaji.id, [
    [explore, true],
    [interview, true],
    [openSpace, true],
    [podcast, false],
  ]);

  const course: City['course'] = async (title, more = {}) => {
    const community = aCommunity({
      title,
      nativeId: title,
      organiser: school.id,
      audience: more.audience ?? audience,
    });
    const places = more.places ?? makers.id;
    await records.keep({
      community: [community],
      grant: more.isGranted === false ? [] : [aGrant({ community: community.id, organiser: school.id })],
      placement: [aPlacement({ community: community.id, subject: { kind: 'playlist', id: places } })],
    });
    return community.id;
  };
  const course7 = await course('Class 2.b');

  const person = async (name: string): Promise<PersonId> => {
    const id = named<PersonId>(name);
    if (!(await records.people.byId(id))) {
      await records.keep({ person: [aPerson({ id, alias: `Otter of ${name}` })] });
    }
    return id;
  };
  const seated: City['seated'] = async (name, community, seat) => {
    const id = await person(name);
    if (!(await records.memberships.one(community, id))) {
      await records.keep({
        membership: [aMembership({ community, person: id, seat, name: `${name} Novak` })],
      });
    }
    return { ...(await findActor(world.ports, id, { community, as: seat })), person: id };
  };
  const staff: City['staff'] = async (name, role) => {
    const id = await person(name);
    await records.keep({ staff: [aStaff({ organiser: zmaji.id, person: id, role })] });
    return { ...(await findActor(world.ports, id, null)), person: id };
  };
  return {
    ...world,
    zmaji: zmaji.id,
    school: school.id,
    course7,
    makers,
    explore,
    interview,
    openSpace,
    podcast,
    learner: (name) => seated(name, course7, 'learner'),
    seated,
    staff,
    ana: await seated('ana', course7, 'teacher'),
    iva: await staff('iva', 'manager'),
    course,
    publish,
    async badgeOf({ badge }) {
      const found = badge && (await records.badges.byId(badge));
      if (!found) throw new Error('It has no badge');
      return found;
    },
  };
}

async function published(
  world: OpenPorts,
  organiser: OrganiserId,
  steps: readonly (readonly [Activity, boolean])[],
): Promise<Playlist> {
  const answer = await publishPlaylist(world.ports, operator, {
    organiser,
    playlist: null,
    origin: null,
    makeBadge: true,
    content: {
      name: texts('Future makers'),
      about: texts('Explore, interview, discuss.'),
      sequence: 'fixed',
      steps: steps.map(([{ id }, isMandatory]) => ({ activity: id, isMandatory })),
      location: null,
      next: null,
      visibility: 'anyone',
    },
  });
  if (answer.refused) throw new Error(`Not published: ${JSON.stringify(answer.refused)}`);
  return answer.done.playlist;
}

/** A task that takes text, links and files. */
export const aQuestion = (key: string, who: Checker, count: number) => ({
  key,
  title: texts(key),
  instruction: texts('Show it.'),
  accepts: ['text' as const, 'link' as const, 'file' as const],
  check: { who, count },
});

/** What is not said is complete enough to publish. */
export const written = (content: Partial<ActivityContent>): ActivityContent =>
  Content.parse({
    type: 'project',
    categories: ['civic-engagement'],
    name: texts('An activity'),
    do: texts('Do it.'),
    learn: texts('Learn from it.'),
    place: { mode: 'online' },
    completedBy: { way: 'declaration' },
    ...content,
  });

/** The nth task, which must be there. */
export function taskOf({ tasks }: Activity, nth = 0): Task['id'] {
  const task = tasks[nth];
  if (!task) throw new Error(`It has no task ${nth}`);
  return task.id;
}

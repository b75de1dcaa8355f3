import type { Activity, Place } from '../../core/activities/activity.ts';
import type { Completion } from '../../core/activities/completion.ts';
import type { Enrolment } from '../../core/activities/enrolment.ts';
import type { Room } from '../../core/activities/room.ts';
import type { Task } from '../../core/activities/task.ts';
import type {
  ActivityId,
  CompletionId,
  EnrolmentId,
  OrganiserId,
  PersonId,
  RoomId,
  TaskId,
} from '../../core/ids.ts';
import { anId, named } from './ids.ts';
import { monday } from './moments.ts';
import { texts } from './texts.ts';

export const online: Place = {
  mode: 'online',
  name: null,
  address: null,
  lat: null,
  lon: null,
  area: null,
  url: null,
};

/** One organiser checks it; text, links and files are taken. */
export const aTask = (more: Partial<Task> = {}): Task => ({
  id: anId<TaskId>(),
  key: 'picture',
  title: texts('Take a picture'),
  instruction: texts('Take a picture of something you found.'),
  accepts: ['text', 'link', 'file'],
  check: { who: 'organisers', count: 1 },
  position: 1,
  ...more,
});

/** Published, complete enough to publish, seen by anyone, done by all of its one task. */
export const anActivity = (more: Partial<Activity> = {}): Activity => ({
  id: anId<ActivityId>(),
  revision: 0,
  organiser: anId<OrganiserId>(),
  coHosts: [],
  location: null,
  type: 'workshop',
  categories: ['environment-and-ecology'],
  name: texts('Explore the river'),
  do: texts('Walk along the river and look closely.'),
  learn: texts('To notice what lives there.'),
  about: null,
  duration: 'PT1H',
  when: null,
  applyBefore: null,
  place: online,
  capacity: null,
  joining: 'open',
  materials: [],
  skills: [],
  competences: [],
  languages: ['en'],
  tasks: [aTask()],
  completedBy: { way: 'tasks', need: null },
  badge: null,
  visibility: 'anyone',
  state: 'published',
  version: 1,
  origin: null,
  ...more,
});

/** Joined. */
export const anEnrolment = (more: Partial<Enrolment> = {}): Enrolment => ({
  id: anId<EnrolmentId>(),
  revision: 0,
  person: anId<PersonId>(),
  subject: { kind: 'activity', id: anId<ActivityId>() },
  organiser: null,
  state: 'joined',
  startedAt: monday,
  via: null,
  version: 1,
  reason: null,
  at: monday,
  confirmed: null,
  opened: [],
  ...more,
});

export const aCompletion = (more: Partial<Completion> = {}): Completion => ({
  id: anId<CompletionId>(),
  revision: 0,
  person: anId<PersonId>(),
  activity: anId<ActivityId>(),
  version: 1,
  how: 'tasks',
  at: monday,
  by: null,
  voided: null,
  ...more,
});

/** The activities done, by name: `completed('explore', 'podcast')`. */
export const completed = (...names: string[]): ReadonlySet<ActivityId> =>
  new Set(names.map((name) => named<ActivityId>(name)));

export const aRoom = (more: Partial<Room> = {}): Room => ({
  id: anId<RoomId>(),
  revision: 0,
  activity: anId<ActivityId>(),
  leader: anId<PersonId>(),
  state: 'open',
  opensAt: monday,
  closedAt: null,
  rotateSeconds: 30,
  minMinutes: 45,
  community: null,
  channel: null,
  attendances: [],
  ...more,
});

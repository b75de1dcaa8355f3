import { copyCourse } from '../copies.ts';
import { type Course, type Grade, gradeId, type Link, type Member } from '../courses.ts';
import { type Person, type ProfileName, personIds } from '../people.ts';
import type { Platform } from '../platform.ts';
import { profiles } from '../profiles.ts';
import { removeColumns } from '../school.ts';
import type { Tool } from '../tools.ts';
import { must } from './must.ts';

/** The people and courses, and what stands in the gradebook. */
export function classes({ school, clock }: Platform) {
  const person = (key: string): Person => must(school.people.one(key), `person ${key}`);
  const course = (key: string): Course => must(school.courses.one(key), `course ${key}`);
  return {
    person,
    course,
    links: (courseKey: string, profile: ProfileName): readonly Link[] =>
      school.links.all().filter((link) => link.course === courseKey && link.profile === profile),
    columns: (courseKey: string) => school.columns.all().filter((column) => column.course === courseKey),
    gradeOf: (column: string, key: string): Grade | null => school.grades.one(gradeId(column, key)),
    /** Column label → person → points; null: cleared. */
    grades(courseKey: string, profile: ProfileName): Map<string, Map<string, number | null>> {
      const isOfProfile = (clientId: string) => school.tools.one(clientId)?.profile === profile;
      const columns = school.columns
        .all()
        .filter((column) => column.course === courseKey && isOfProfile(column.clientId));
      const rows = (id: string) => school.grades.all().filter((grade) => grade.column === id);
      return new Map(
        columns.map(({ id, label }) => [label, new Map(rows(id).map((one) => [one.person, one.points]))]),
      );
    },
    /** Enrols more learners; their keys are `learner-1` and so on, counted on. */
    addLearners(courseKey: string, count: number): readonly Person[] {
      const added = Array.from({ length: count }, () => newLearner(school.next('person')));
      school.people.put(...added);
      const here = course(courseKey);
      school.courses.put({ ...here, members: [...here.members, ...added.map(enrolled(clock.now()))] });
      return added;
    },
    setMember(courseKey: string, key: string, state: Member['state']): void {
      const here = course(courseKey);
      const members = here.members.map((member) =>
        member.person === key ? { ...member, state, changedAt: clock.now() } : member,
      );
      school.courses.put({ ...here, members });
    },
    copyCourse: (courseKey: string): Course => copyCourse(school, course(courseKey), clock.now()),
    /** As a teacher types it into the gradebook, over whatever stood there; null clears it. */
    typeGrade(column: string, key: string, points: number | null): void {
      const before = school.grades.one(gradeId(column, key));
      must(school.columns.one(column), `column ${column}`);
      school.grades.put({ ...typed(column, person(key).key, clock.now()), ...before, points });
    },
    /** As a teacher deletes it from the gradebook, with what stood in it. */
    removeColumn: (id: string): void => removeColumns(school, must(school.columns.one(id), `column ${id}`)),
    /** A published link with an address that a teacher typed, for a tool registered under its profile. */
    addLink(tool: Tool, courseKey: string, { title, url }: Pick<Link, 'title' | 'url'>): Link {
      const { profile, clientId } = tool;
      const link: Link = {
        id: profiles[profile].newLinkId(school),
        profile,
        clientId,
        course: course(courseKey).key,
        title,
        text: '',
        url,
        custom: {},
        opensIn: 'frame',
        isPublished: true,
        availableFrom: null,
        availableUntil: null,
        dueAt: null,
      };
      school.links.put(link);
      return link;
    },
    publish: (...links: readonly Link[]): void =>
      school.links.put(...links.map((link) => ({ ...link, isPublished: true }))),
    unpublish: (link: string): void =>
      school.links.put({ ...must(school.links.one(link), `link ${link}`), isPublished: false }),
  };
}

const typed = (column: string, key: string, now: string): Grade => ({
  column,
  person: key,
  points: null,
  comment: null,
  asOf: Date.parse(now),
  attempts: 0,
  activityProgress: 'Initialized',
  gradingProgress: 'FullyGraded',
});

function newLearner(number: number): Person {
  const key = `learner-${number}`;
  const ids = personIds(key, number);
  const email = `${key}@school.invalid`;
  return { key, given: 'Learner', family: String(number), email, kind: 'learner', locale: 'en', ids };
}

const enrolled =
  (now: string) =>
  ({ key }: Person): Member => ({ person: key, as: 'learner', state: 'active', changedAt: now });

import { z } from 'zod';
import { Column, Course, firstCourses, Grade, gradeId, Link } from './courses.ts';
import { firstPeople, Person, type ProfileName, personIds } from './people.ts';
import { openShelf, type Shelf } from './shelf.ts';
import { Tool } from './tools.ts';

const Counter = z.object({ name: z.string(), last: z.number().int() });

/** All that the LMS remembers, beside its keys. */
export interface School {
  readonly people: Shelf<Person>;
  readonly courses: Shelf<Course>;
  readonly links: Shelf<Link>;
  readonly columns: Shelf<Column>;
  readonly grades: Shelf<Grade>;
  readonly tools: Shelf<Tool>;
  /** 1, 2, 3 …; a number is never given twice. */
  next(counter: 'link' | 'column' | 'person' | 'course' | 'tool'): number;
}

/**
 * @param folder null keeps everything in memory
 * @throws DamagedFile a file that is not what it should be
 */
export function openSchool(folder: string | null, now: string): School {
  const counters = openShelf(folder, 'counters', Counter, (counter) => counter.name);
  const school: School = {
    people: openShelf(folder, 'people', Person, (person) => person.key),
    courses: openShelf(folder, 'courses', Course, (course) => course.key),
    links: openShelf(folder, 'links', Link, (link) => link.id),
    columns: openShelf(folder, 'columns', Column, (column) => column.id),
    grades: openShelf(folder, 'grades', Grade, (grade) => gradeId(grade.column, grade.person)),
    tools: openShelf(folder, 'tools', Tool, (tool) => tool.clientId),
    next(name) {
      const last = (counters.one(name)?.last ?? firstNumber[name]) + 1;
      counters.put({ name, last });
      return last;
    },
  };
  if (school.people.all().length === 0) school.people.put(...firstPeople);
  if (school.courses.all().length === 0) school.courses.put(...firstCourses(now));
  return school;
}

/** What is taken when the counter was never asked: seeds come first. */
const firstNumber = { link: 0, column: 0, person: firstPeople.length + 1, course: 8, tool: 1 } as const;

export const personByNativeId = (school: School, profile: ProfileName, id: string): Person | null =>
  school.people.all().find((person) => person.ids[profile] === id) ?? null;

export const courseByNativeId = (school: School, profile: ProfileName, id: string): Course | null =>
  school.courses.all().find((course) => course.ids[profile] === id) ?? null;

/** What somebody is in a course; `stranger` may not enter. */
export type Seat = 'teacher' | 'learner' | 'admin' | 'stranger';

export function seatOf(course: Course, person: Person): Seat {
  if (person.kind === 'admin') return 'admin';
  const member = course.members.find((one) => one.person === person.key && one.state === 'active');
  return member?.as ?? 'stranger';
}

/** Whether an AGS score may be kept for them: an active learner of that course. */
export const isGraded = (course: Course, person: Person): boolean => seatOf(course, person) === 'learner';

export const linksOf = (school: School, course: Course, tool: Tool): Link[] =>
  school.links.all().filter((link) => link.course === course.key && link.clientId === tool.clientId);

export const columnsOf = (school: School, course: Course, tool: Tool): Column[] =>
  school.columns.all().filter((column) => column.course === course.key && column.clientId === tool.clientId);

export const columnsOfLink = (school: School, link: Link): Column[] =>
  school.columns.all().filter((column) => column.link === link.id && column.clientId === link.clientId);

export function removeColumns(school: School, ...columns: readonly Column[]): void {
  const ids = new Set(columns.map((column) => column.id));
  school.grades.remove(
    ...school.grades
      .all()
      .filter((grade) => ids.has(grade.column))
      .map((grade) => gradeId(grade.column, grade.person)),
  );
  school.columns.remove(...ids);
}

/** The link, and the columns that came with it. */
export function removeLink(school: School, link: Link): void {
  removeColumns(school, ...columnsOfLink(school, link).filter((column) => column.isOfLink));
  school.links.remove(link.id);
}

/** The stand-in of a course, made when first needed; on no roster. */
export function testStudent(school: School, course: Course): Person {
  const key = `test-student-${course.key}`;
  const known = school.people.one(key);
  if (known) return known;
  const person: Person = {
    key,
    given: 'Test',
    family: 'Student',
    kind: 'test-student',
    email: `${key}@school.invalid`,
    locale: 'en',
    ids: personIds(key, school.next('person')),
  };
  school.people.put(person);
  return person;
}

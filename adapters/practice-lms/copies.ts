import type { Column, Course, Link } from './courses.ts';
import { courseIds } from './people.ts';
import { profiles } from './profiles.ts';
import type { School } from './school.ts';

/** A new course with the same people and links: all ids are new, grades stay behind, the line of descent grows. */
export function copyCourse(school: School, from: Course, now: string): Course {
  const key = String(school.next('course'));
  const copy: Course = {
    ...from,
    key,
    title: `${from.title} copy`,
    label: `${from.label}-${key}`,
    ids: courseIds(key),
    members: from.members.map((member) => ({ ...member, changedAt: now })),
    copiedFrom: [from.key, ...from.copiedFrom],
  };
  school.courses.put(copy);
  for (const link of school.links.all().filter((one) => one.course === from.key))
    copyLink(school, link, copy);
  return copy;
}

function copyLink(school: School, link: Link, into: Course): void {
  const profile = profiles[link.profile];
  const copied: Link = { ...link, id: profile.newLinkId(school), course: into.key };
  school.links.put(copied);
  const columns = school.columns.all().filter((column) => column.link === link.id && column.isOfLink);
  school.columns.put(...columns.map((column) => copyColumn(school, column, copied)));
}

const copyColumn = (school: School, column: Column, link: Link): Column => ({
  ...column,
  id: String(school.next('column')),
  course: link.course,
  link: link.id,
});

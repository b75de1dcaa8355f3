import { cut, first, markOf } from '../../../core/page-mark.ts';
import type { Records } from '../../../core/ports/records.ts';
import type { Documents } from './documents.ts';

export const activities = ({
  one,
  many,
  asked,
  parts,
  values,
  count,
  page: pageOf,
}: Documents): Pick<Records, 'activities' | 'enrolments' | 'completions' | 'rooms'> => ({
  activities: {
    byId: (id) => one('activity', { _id: id }),
    byIds: (ids) => asked('activity', ids),
    byOrigin: (organiser, key) => one('activity', { organiser, 'origin.key': key }),
    of: (organiser) => many('activity', { organiser }),
  },
  rooms: {
    byId: (id) => one('room', { _id: id }),
    of: (activity) => many('room', { activity }, { opensAt: -1, _id: -1 }),
    open: () => many('room', { state: 'open' }),
  },
  enrolments: {
    one: (person, { kind, id }) => one('enrolment', { person, 'subject.id': id, 'subject.kind': kind }),
    of: (person) => many('enrolment', { person }),
    requested: (organiser, page) =>
      pageOf('enrolment', { organiser, state: 'requested' }, page, { by: ['at', 'id'] }),
    async people(organiser, page) {
      const [after] = markOf(page, [first]);
      const filter = { organiser, state: { $in: ['joined', 'completed'] }, person: { $gt: after } };
      const found = await values('enrolment', filter, 'person', page.size + 1);
      return cut(found, page, (person) => [person]);
    },
    async count({ kind, id }, community) {
      const all = { 'subject.id': id, 'subject.kind': kind, state: { $in: ['joined', 'completed'] } };
      if (community === null) {
        const joined = (await parts('enrolment', all, ['person'])).map(({ person }) => person);
        const tests = await parts('membership', { person: { $in: joined }, isTest: true }, ['person']);
        return joined.length - new Set(tests.map(({ person }) => person)).size;
      }
      const members = await parts('membership', { community, state: 'active', isTest: false }, ['person']);
      return count('enrolment', { ...all, person: { $in: members.map(({ person }) => person) } });
    },
  },
  completions: {
    one: (person, activity) => one('completion', { person, activity }),
    async of(person) {
      const done = await parts('completion', { person, voided: null }, ['activity']);
      return new Set(done.map(({ activity }) => activity));
    },
    everOf: (person) => many('completion', { person }),
    async people(activity, page) {
      const [after] = markOf(page, [first]);
      const filter = { activity, voided: null, person: { $gt: after } };
      return cut(await values('completion', filter, 'person', page.size + 1), page, (person) => [person]);
    },
  },
});

import type { Completion } from '../../../core/activities/completion.ts';
import type { PersonId } from '../../../core/ids.ts';
import { cut, first, markOf } from '../../../core/page-mark.ts';
import type { Records } from '../../../core/ports/records.ts';
import type { Database } from '../database.ts';
import { asked, documents, list, peopleOf } from './documents.ts';

export function activities(
  db: Database,
): Pick<Records, 'activities' | 'enrolments' | 'completions' | 'rooms'> {
  const { one, many, page: pageOf } = documents(db);
  return {
    activities: {
      byId: (id) => one('select doc from activity where id = ?', id),
      byIds: (ids) => many(asked('activity'), list(ids)),
      byOrigin: (organiser, key) =>
        one('select doc from activity where organiser = ? and origin = ?', organiser, key),
      of: (organiser) => many('select doc from activity where organiser = ? order by id', organiser),
    },
    rooms: {
      byId: (id) => one('select doc from room where id = ?', id),
      of: (activity) =>
        many('select doc from room where activity = ? order by opensAt desc, id desc', activity),
      open: () => many(`select doc from room indexed by room_open where state = 'open' order by id`),
    },
    enrolments: {
      one: (person, { kind, id }) =>
        one(
          'select doc from enrolment where person = ? and subject = ? and subjectKind = ?',
          person,
          id,
          kind,
        ),
      of: (person) => many('select doc from enrolment where person = ? order by id', person),
      requested: (organiser, page) =>
        pageOf(
          `select doc from enrolment where organiser = ? and state = 'requested'
             and (at, id) > (?, ?) order by at, id limit ?`,
          [organiser],
          page,
          { by: ['at', 'id'] },
        ),
      async people(organiser, page) {
        const rows = db.all<{ person: PersonId }>(
          `select distinct person from enrolment
           where organiser = ? and state in ('joined', 'completed') and person > ? order by person limit ?`,
          organiser,
          ...markOf(page, [first]),
          page.size + 1,
        );
        return cut(
          rows.map(({ person }) => person),
          page,
          (person) => [person],
        );
      },
      async count({ kind, id }, community) {
        const counted = community
          ? db.one<{ count: number }>(ofMembers, id, kind, community)
          : db.one<{ count: number }>(ofAll, id, kind);
        return counted?.count ?? 0;
      },
    },
    completions: {
      one: (person, activity) =>
        one('select doc from completion where person = ? and activity = ?', person, activity),
      async of(person) {
        const rows = db.all<Pick<Completion, 'activity'>>(
          'select activity from completion where person = ? and voidedAt is null',
          person,
        );
        return new Set(rows.map((row) => row.activity));
      },
      everOf: (person) => many('select doc from completion where person = ? order by id', person),
      people: (activity, page) =>
        peopleOf(
          db,
          'select person from completion where activity = ? and voidedAt is null and person > ? order by person limit ?',
          activity,
          page,
        ),
    },
  };
}

const joined = `
  select count(*) as count from enrolment
  where subject = ? and subjectKind = ? and enrolment.state in ('joined', 'completed')`;

const ofAll = `${joined} and not exists (
  select 1 from membership where membership.person = enrolment.person and membership.doc ->> '$.isTest')`;

const ofMembers = `${joined} and exists (
  select 1 from membership
  where membership.community = ? and membership.person = enrolment.person and membership.state = 'active'
    and not membership.doc ->> '$.isTest')`;

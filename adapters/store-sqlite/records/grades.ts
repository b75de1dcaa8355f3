import type { Grade } from '../../../core/grades/grade.ts';
import { cut, first, markOf } from '../../../core/page-mark.ts';
import type { GradeRow, GradesOfAKind, GradeTally, Records } from '../../../core/ports/records.ts';
import type { Database, Value } from '../database.ts';
import { documents } from './documents.ts';

export function grades(db: Database): Pick<Records, 'grades'> {
  const { one, page: pageOf } = documents(db);
  return {
    grades: {
      byId: (id) => one('select doc from grade where id = ?', id),
      one: (placement, person) =>
        one('select doc from grade where placement = ? and person = ?', placement, person),
      of: (placement, page) =>
        pageOf(
          'select doc from grade where placement = ? and id > ? order by id limit ?',
          [placement],
          page,
          { by: ['id'] },
        ),
      async in(community, which, page) {
        const [sql, values] = ofAKind(which);
        const rows = db.all<Row>(sql, community, ...values, ...markOf(page, [first, first]), page.size + 1);
        return cut(rows.map(gradeRow), page, ({ grade }) => [grade.trouble ?? first, grade.id]);
      },
      tally: async (community) =>
        db
          .all<GradeTally & { trouble: GradeTally['trouble'] | '' }>(tally, community)
          .map((row) => ({ ...row, trouble: row.trouble || null })),
    },
  };
}

interface Row {
  readonly doc: string;
  readonly name: string | null;
  readonly alias: string;
}

const gradeRow = ({ doc, name, alias }: Row): GradeRow => ({
  // Written by `keep` under this name.
  grade: JSON.parse(doc) as Grade,
  name,
  alias,
});

function ofAKind({ placement, state, trouble }: GradesOfAKind): readonly [sql: string, values: Value[]] {
  const asked: [condition: string, value: Value | null][] = [
    ['and grade.placement = ?', placement],
    ['and grade.state = ?', state],
    ['and trouble = ?', trouble],
  ];
  const used = asked.flatMap(([condition, value]) => (value === null ? [] : [{ condition, value }]));
  return [
    `select grade.doc as doc, membership.doc ->> '$.name' as name, person.doc ->> '$.alias' as alias
     from grade cross join person on person.id = grade.person
     left join membership on membership.community = grade.community and membership.person = grade.person
     where grade.community = ? ${used.map(({ condition }) => condition).join(' ')}
       and (trouble, grade.id) > (?, ?) order by trouble, grade.id limit ?`,
    used.map(({ value }) => value),
  ];
}

const tally = `
  select placement, state, trouble, count(*) as count from grade
  where community = ? group by placement, state, trouble order by placement, state, trouble`;

import { z } from 'zod';
import { gradeId } from './courses.ts';
import { asPrinted, gone, listCall, namedColumn, onePage } from './gradebook.ts';
import type { Reply, Score } from './profiles/profile.ts';
import { isGraded, personByNativeId } from './school.ts';
import { type Asked, mediaTypes } from './services.ts';

const activityProgress = z.enum(['Initialized', 'Started', 'InProgress', 'Submitted', 'Completed']);
const gradingProgress = z.enum(['FullyGraded', 'Pending', 'PendingManual', 'Failed', 'NotReady']);

const ScoreBody = z.object({
  userId: z.union([z.string(), z.number()]).transform(String),
  scoreGiven: z.number().nonnegative().nullish(),
  scoreMaximum: z.number().positive().nullish(),
  comment: z.string().nullish(),
  timestamp: z.string(),
  activityProgress,
  gradingProgress,
  'https://canvas.instructure.com/lti/submission': z
    .object({ new_submission: z.boolean().optional() })
    .optional(),
});

export function takeScore(asked: Asked): Reply {
  const { platform, profile, course, call } = asked;
  const column = namedColumn(asked);
  if (!column) return gone(asked);
  const score = readScore(call.body);
  if (typeof score === 'string') return profile.refuse('bad-body', call, score);

  const person = personByNativeId(platform.school, profile.name, score.userId);
  if (!person || !isGraded(course, person)) return profile.refuse('not-a-student', call, score.userId);
  const before = platform.school.grades.one(gradeId(column.id, person.key));
  const isPublished = column.link === null || (platform.school.links.one(column.link)?.isPublished ?? true);

  const verdict = profile.score(score, column, before, isPublished);
  if (typeof verdict === 'string' && verdict !== 'no-effect')
    return profile.refuse(verdict, call, `item ${column.id} and user ${score.userId}`);
  if (verdict !== 'no-effect') platform.school.grades.put({ ...verdict.keep, person: person.key });
  if (profile.name !== 'canvas') return profile.scoreReply;
  const results = `${profile.lineItemUrl(platform.base, course, asked.tool, column)}/results`;
  return {
    ...profile.scoreReply,
    type: 'application/json',
    body: { resultUrl: `${results}/${score.userId}` },
  };
}

export function listResults(asked: Asked): Reply {
  const { platform, profile, course, tool, call } = asked;
  const column = namedColumn(asked);
  if (!column) return gone(asked);
  const item = profile.lineItemUrl(platform.base, course, tool, column);
  const wanted = call.query.get('user_id');
  const rows = platform.school.grades
    .all()
    .filter((grade) => grade.column === column.id)
    .map((grade) => ({ grade, userId: platform.school.people.one(grade.person)?.ids[profile.name] ?? '' }))
    .filter(({ userId }) => wanted === null || userId === wanted);

  const { items, headers } = onePage(listCall(asked, 'results'), rows);
  const body = items.map(({ grade, userId }) => profile.result(grade, column, item, userId));
  return { status: 200, type: mediaTypes.results, headers, body: asPrinted(profile.name, body) };
}

/** The score, or what is wrong with it. A time without a zone is taken as UTC. */
function readScore(body: string): Score | string {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return 'The body is no JSON.';
  }
  const parsed = ScoreBody.safeParse(json);
  if (!parsed.success) return z.prettifyError(parsed.error);
  const { timestamp, scoreGiven, scoreMaximum, comment, ...rest } = parsed.data;
  const asOf = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(timestamp) ? timestamp : `${timestamp}Z`);
  if (Number.isNaN(asOf)) return 'timestamp is no ISO 8601 moment';
  return {
    userId: rest.userId,
    activityProgress: rest.activityProgress,
    gradingProgress: rest.gradingProgress,
    scoreGiven: scoreGiven ?? null,
    scoreMaximum: scoreMaximum ?? null,
    comment: comment ?? null,
    asOf,
    isNewAttempt: rest['https://canvas.instructure.com/lti/submission']?.new_submission ?? true,
  };
}

import { claim } from '../../adapters/lti/schema.ts';
import type { ActivityId, EvidenceId, FileId, TaskId, WorkId } from '../../core/ids.ts';
import {
  anActivity,
  anId,
  anOrganiser,
  aTask,
  named,
  someEvidence,
  someWork,
  texts,
} from '../builders/index.ts';
import { getAs, type Opened, open, postAs } from '../support/course.ts';
import { roles } from '../support/forging-platform.ts';
import { register } from '../support/lti-app.ts';
import { type Conformance, openConformance } from '../support/refused-launches.ts';

/**
 * Two schools whose Canvas lies in the same cloud: one issuer, the same small numbers for people and courses, and
 * activities that both have placed.
 */
const talk = named<ActivityId>('talk');
const task = aTask({ check: { who: 'peers', count: 2 } });
let at: Conformance;
beforeAll(async () => {
  at = await openConformance();
  const there = anOrganiser({ slug: 'other-school' });
  await at.app.ports.records.keep({
    organiser: [there],
    activity: [anActivity({ id: talk, name: texts('talk'), organiser: at.app.organiser.id, tasks: [task] })],
  });
  await register(at.app, at.platform, { family: 'canvas' });
  await register(at.app, at.platform, {
    family: 'canvas',
    clientId: 'other-client',
    organiser: 'other-school',
  });
});
afterAll(() => at.close());

const link = { [claim.custom]: { col_item: 'a_talk', col_link: 'talk-link' } };
type Claims = Record<string, unknown>;
const here = (sub: string, more: Claims = {}) => open(at, { claims: { ...link, sub, ...more } });
const there = (sub: string, more: Claims = {}) =>
  open(at, {
    login: { client_id: 'other-client' },
    claims: { ...link, sub, aud: 'other-client', ...more },
  });
const teacher = { [claim.roles]: [roles.teacher] };

/** Has joined what both schools have placed. */
async function joined(opened: Opened): Promise<Opened> {
  await postAs(at, opened, '/app/activities/talk/join');
  return opened;
}

/** What somebody handed in: words, and a picture. */
async function handedIn({ visit }: Opened): Promise<{ work: WorkId; evidence: EvidenceId; file: FileId }> {
  const { records, files } = at.app.ports;
  const facts = { name: 'me.png', type: 'image/png', medium: 'image', bytes: 4 } as const;
  const bytes = (async function* () {
    yield Buffer.from('face');
  })();
  const file = await files.put(bytes, facts);
  const work = someWork({ person: visit.person, activity: talk, task: task.id });
  const evidence = someEvidence({
    work: work.id,
    person: visit.person,
    task: task.id as TaskId,
    items: [
      { kind: 'text', text: 'My secret garden' },
      { kind: 'file', file, alt: null, ...facts },
    ],
  });
  await records.keep({ work: [work], evidence: [evidence] });
  return { work: work.id, evidence: evidence.id, file };
}

/** Every way to somebody's evidence: the queue of the activity, the work, its file, and answering it by hand. */
async function waysTo(reader: Opened, of: Awaited<ReturnType<typeof handedIn>>) {
  const queue = await getAs(at, reader, '/app/activities/talk');
  const work = await getAs(at, reader, `/app/reviews/${of.work}`);
  const file = await getAs(at, reader, `/app/files/${of.evidence}/${of.file}/show`);
  const decided = await postAs(at, reader, `/app/reviews/${of.work}/decide`, {
    evidenceVersion: '1',
    decision: 'improve',
    words: 'Say more.',
  });
  const texts = [queue, work, file, decided].map(({ text }) => text).join();
  return {
    statuses: [work.status, file.status, decided.status],
    reads: texts.includes('secret garden'),
  };
}
const nothing = { statuses: [404, 404, 404], reads: false };

describe('Two Canvas schools of one issuer', () => {
  it('never meet: the same numbers are other people and other courses', async () => {
    const [one, other] = [await here('7'), await there('7')];

    expect(other.visit.person).not.toBe(one.visit.person);
    expect(other.visit.seat?.community).not.toBe(one.visit.seat?.community);
  });

  it('see nobody of each other in their classes', async () => {
    await here('8', { name: 'Mia of one school' });
    await there('8', { name: 'Mia of the other' });

    const [mine, theirs] = [await here('t', teacher), await there('t', teacher)];
    const [one, other] = [await getAs(at, mine, '/app/class'), await getAs(at, theirs, '/app/class')];

    expect([one.text.includes('Mia of one school'), one.text.includes('Mia of the other')]).toEqual([
      true,
      false,
    ]);
    expect([other.text.includes('Mia of one school'), other.text.includes('Mia of the other')]).toEqual([
      false,
      true,
    ]);
  });

  it('are not one by client id left out: nobody guesses which is meant', async () => {
    const page = await at.launch({ login: { client_id: undefined } });

    expect(`${page.status} ${page.code}`).toBe('400 AMBIGUOUS_PLATFORM');
  });

  it('give somebody with the same e-mail and name nothing of the other’s', async () => {
    const same = { email: 'mia@example.org', name: 'Mia Novak' };
    const [one, other, namesake] = [await here('9', same), await there('9', same), await here('10', same)];

    expect(new Set([one, other, namesake].map(({ visit }) => visit.person)).size).toBe(3);
  });
});

describe('What a learner handed in', () => {
  it('is read and answered by peers of the same course', async () => {
    const [author, peer] = [await here('20'), await joined(await here('21'))];

    expect(await waysTo(peer, await handedIn(await joined(author)))).toEqual({
      statuses: [200, 200, 200],
      reads: true,
    });
  });

  it.each([
    ['another school, who joined the same', () => there('22')],
    ['another course of the same school', () => here('22', { [claim.context]: { id: 'course-8' } })],
    ['no course at all', () => here('23', { [claim.context]: undefined })],
  ])('is hidden from a peer of %s (R8)', async (_, peer) => {
    const author = await joined(await here('24'));

    expect(await waysTo(await joined(await peer()), await handedIn(author))).toEqual(nothing);
    await forget(author);
  });

  it('is hidden from a peer once they have left the course', async () => {
    const [author, peer] = [await joined(await here('25')), await joined(await here('26'))];
    const work = await handedIn(author);
    const { memberships, keep } = at.app.ports.records;
    const membership =
      peer.visit.seat && (await memberships.one(peer.visit.seat.community, peer.visit.person));
    if (membership) await keep({ membership: [{ ...membership, state: 'inactive' }] });

    expect(await waysTo(peer, work)).toEqual(nothing);
  });

  it.each([
    ['another school', () => there('t2', teacher)],
    ['another course', () => here('t3', { ...teacher, [claim.context]: { id: 'course-8' } })],
  ])('is hidden from a teacher of %s', async (_, theirs) => {
    const author = await joined(await here('27', { name: 'Luka Novak' }));
    const work = await handedIn(author);
    const other = await theirs();

    expect(await waysTo(other, work)).toEqual(nothing);
    expect((await getAs(at, other, '/app/class')).text).not.toContain('Luka Novak');
    await forget(author);
  });
});

/** One task, one work: the next test hands in anew. */
async function forget({ visit }: Opened): Promise<void> {
  const { records } = at.app.ports;
  const work = await records.work.one(visit.person, task.id);
  if (work) await records.keep({ work: [{ ...work, task: anId<TaskId>(), state: 'open' }] });
}

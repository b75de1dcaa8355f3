import { Declined } from '../../../core/faults.ts';
import type { ActivityId, TaskId, WorkId } from '../../../core/ids.ts';
import { undoMs } from '../../../core/instant.ts';
import { openWebWorld, type Shown, type VisitTab, type WebWorld } from '../../support/web-world.ts';

let world: WebWorld;
let ana: VisitTab;
let activity: ActivityId;
let surprised: TaskId;
let share: TaskId;
let learners = 0;

beforeAll(async () => {
  world = await openWebWorld();
  activity = await world.activity('interview-a-neighbour');
  const tasks = (await world.ports.records.activities.byId(activity))?.tasks ?? [];
  [share, surprised] = [tasks[0]?.id as TaskId, tasks[1]?.id as TaskId];
});
beforeEach(async () => {
  ana = await world.visit('Ana Teacher', { seat: 'teacher', view: { page: 'course' } });
});
afterAll(() => world.close());

/** Somebody new who handed this in for a task. */
async function handedIn(task: TaskId, text: string): Promise<{ tab: VisitTab; work: WorkId; name: string }> {
  learners += 1;
  const name = `Learner ${learners}`;
  const tab = await world.visit(name);
  await tab.post(`/app/playlists/${world.playlist}/declare-done`, {
    activity: await world.activity('explore-skills'),
  });
  await world.settle();
  const form = new FormData();
  for (const [field, value] of Object.entries({ task, handIn: 'one', text })) form.set(field, value);
  await tab.send(`/app/playlists/${world.playlist}/activities/${activity}/hand-in`, form);
  const work = await world.ports.records.work.one(tab.person, task);
  return { tab, work: work?.id as WorkId, name };
}

/** The same learner hands in for another task. */
async function handedInBy(tab: VisitTab, task: TaskId): Promise<WorkId> {
  const form = new FormData();
  for (const [field, value] of Object.entries({ task, handIn: 'two', text: 'More' })) form.set(field, value);
  await tab.send(`/app/playlists/${world.playlist}/activities/${activity}/hand-in`, form);
  return (await world.ports.records.work.one(tab.person, task))?.id as WorkId;
}

const stateOf = async (work: WorkId) => (await world.ports.records.work.byId(work))?.state;
const decide = (who: VisitTab, work: WorkId, fields: Record<string, string>): Promise<Shown> =>
  who.post(`/app/reviews/${work}/decide`, { evidenceVersion: '1', ...fields });

describe('The class page', () => {
  it('teaches while nobody has come and nothing waits', async () => {
    const other = await world.anotherCourse('course-empty', 'adults');
    const teacher = await world.visit('Teacher of course-empty', {
      seat: 'teacher',
      course: other,
      view: { page: 'course' },
    });

    expect(teacher.first.words).toContain('Nobody has come in yet');
    expect(teacher.first.words).toContain('Learners appear here as soon as they open one of the links');
    expect(teacher.first.words).toContain('Nothing waits for your word');
  });

  it('shows who is where, and what waits, the longest waiting first', async () => {
    const one = await handedIn(surprised, 'First in');
    world.clock.advance(60_000);
    const two = await handedIn(surprised, 'Second in');

    const page = await ana.get('/app/class');

    const cards = page.dom
      .querySelectorAll('[data-test="review"] h3')
      .map((title) => title.textContent.trim());
    expect(cards.indexOf(one.name)).toBeLessThan(cards.indexOf(two.name));
    const row = page.dom
      .querySelectorAll('.matrix tbody tr')
      .find((each) => each.textContent.includes(one.name));
    expect(row?.textContent).toContain('Done');
    expect(row?.textContent).toContain('In review');
  });

  it('shows what was handed in as text, whatever it looks like', async () => {
    const { work } = await handedIn(surprised, '<img src=x onerror=alert(1)> & "more"');

    const page = await ana.get(`/app/reviews/${work}`);

    expect(page.dom.querySelector('.typed')?.textContent).toBe('<img src=x onerror=alert(1)> & "more"');
    expect(page.dom.querySelector('.evidence img')).toBeNull();
  });

  it('is for granted teachers: without a grant it says who could', async () => {
    for (const grant of await world.ports.records.grants.in(world.course)) {
      await world.ports.records.keep({ grant: [{ ...grant, until: world.clock.now() }] });
    }

    const refused = await ana.get('/app/class');

    expect(refused.status).toBe(403);
    expect(refused.words).toContain('NOT_ALLOWED');
    for (const grant of await world.ports.records.grants.in(world.course)) {
      await world.ports.records.keep({ grant: [{ ...grant, until: null }] });
    }
  });
});

describe('A review', () => {
  it.each(['improve', 'reject'])(
    'to %s needs words; they stand beside the field, nothing is counted',
    async (decision) => {
      const { work } = await handedIn(surprised, 'Read me');

      const missing = await decide(ana, work, { decision });
      const short = await decide(ana, work, { decision, words: 'x' });

      for (const answer of [missing, short]) {
        expect(answer.status).toBe(422);
        expect(answer.dom.querySelector('.field.wrong .error')?.textContent).toContain(
          'at least 2 characters',
        );
        expect(answer.dom.querySelector('[aria-invalid]')?.getAttribute('aria-describedby')).toContain(
          'wrong',
        );
      }
      expect(await stateOf(work)).toBe('in-review');
    },
  );

  it('sends work back with its words, and the learner reads them', async () => {
    const { work, tab } = await handedIn(surprised, 'Short');

    await decide(ana, work, { decision: 'improve', words: 'Say what <b>surprised</b> you' });
    const page = await tab.get(`/app/playlists/${world.playlist}/activities/${activity}`);

    expect(page.dom.querySelector('.review.improve')?.textContent).toContain('Say what <b>surprised</b> you');
    expect(page.dom.querySelector('.review.improve')?.textContent).toContain(
      'An organiser asks for an improvement',
    );
    expect(page.words).not.toContain('Ana');
  });

  it('can be undone for ten seconds, before anything follows', async () => {
    const { work } = await handedIn(surprised, 'Good');

    const approved = await decide(ana, work, { decision: 'approve' });
    expect(approved.dom.querySelector('[data-seconds-left]')?.textContent).toBe('10');
    const undone = await ana.post(`/app/reviews/${work}/undo`, {});
    await world.settle();

    expect(undone.dom.querySelector('#said')?.textContent).toContain('Undone');
    expect(await stateOf(work)).toBe('in-review');

    await decide(ana, work, { decision: 'approve' });
    world.clock.advance(undoMs);
    const late = await ana.post(`/app/reviews/${work}/undo`, {});
    expect(late.words).toContain('The 10 seconds are over');
    expect(await stateOf(work)).toBe('finished');
  });

  it('of an old version refreshes and counts nothing', async () => {
    const { work, tab } = await handedIn(surprised, 'One');
    await tab.post(`/app/playlists/${world.playlist}/activities/${activity}/take-back`, { task: surprised });
    const form = new FormData();
    for (const [field, value] of Object.entries({ task: surprised, handIn: 'two', text: 'Two' }))
      form.set(field, value);
    await tab.send(`/app/playlists/${world.playlist}/activities/${activity}/hand-in`, form);

    const stale = await decide(ana, work, { decision: 'approve' });

    expect(stale.status).toBe(409);
    expect(stale.words).toContain('Something changed meanwhile');
    expect(stale.dom.querySelector('.typed')?.textContent).toBe('Two');
    expect(await stateOf(work)).toBe('in-review');
  });

  it('sent twice counts once', async () => {
    const { work } = await handedIn(surprised, 'Twice');

    const answers = await Promise.all([
      decide(ana, work, { decision: 'approve' }),
      decide(ana, work, { decision: 'approve' }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await world.ports.records.reviews.of(work)).toHaveLength(1);
  });

  it('offers to overrule at once where too few peers have joined, with a reason on record', async () => {
    const other = await world.anotherCourse('course-small', 'adults');
    const form = new FormData();
    const alone = await world.visit('Alone', { course: other });
    await alone.post(`/app/playlists/${world.playlist}/declare-done`, {
      activity: await world.activity('explore-skills'),
    });
    await world.settle();
    for (const [field, value] of Object.entries({
      task: share,
      handIn: 'one',
      text: 'Nobody else is here',
    })) {
      form.set(field, value);
    }
    await alone.send(`/app/playlists/${world.playlist}/activities/${activity}/hand-in`, form);
    const work = (await world.ports.records.work.one(alone.person, share))?.id as WorkId;
    const teacher = await world.visit('Teacher of course-small', {
      seat: 'teacher',
      course: other,
      view: { page: 'course' },
    });
    const card = teacher.first.dom.querySelector(`#work-${work}`);
    expect(card?.textContent).toContain('Nobody else has joined yet, and 2 peers are asked');
    expect(card?.querySelector('.overrule')?.hasAttribute('open')).toBe(true);

    const without = await teacher.post(`/app/reviews/${work}/overrule`, { evidenceVersion: '1' });
    expect(without.status).toBe(422);
    const overruled = await teacher.post(`/app/reviews/${work}/overrule`, {
      evidenceVersion: '1',
      reason: 'No peers here',
    });

    expect(overruled.words).toContain('Finished by your word: Alone.');
    expect((await world.ports.records.work.byId(work))?.overruled?.reason).toBe('No peers here');
  });

  it('is shown to peers without buttons for what is not theirs', async () => {
    const author = await handedIn(share, 'Peers, look');
    const peer = await handedIn(share, 'I joined too');

    const page = await peer.tab.get(`/app/playlists/${world.playlist}/activities/${activity}`);

    const card = page.dom.querySelector(`#work-${author.work}`);
    expect(card?.querySelector('[data-test="review-approve"]')).not.toBeNull();
    expect(card?.querySelector('[data-test="review-reject"]')).toBeNull();
    expect(card?.querySelector('[data-test="review-overrule"]')).toBeNull();
    expect(page.dom.querySelector(`#work-${peer.work}`)).toBeNull();
  });
});

describe('Confirming by hand', () => {
  it('confirms several at once, and undoes them in time', async () => {
    const openSpace = await world.activity('open-space-at-the-library');
    const [one, two] = [await world.visit('Present One'), await world.visit('Present Two')];
    const confirm = () =>
      ana.post('/app/class/confirm-attendance', { activity: openSpace, persons: [one.person, two.person] });

    const confirmed = await confirm();
    expect(confirmed.words).toContain('Confirmed for 2 people.');
    await ana.post('/app/class/undo', { activity: openSpace, persons: [one.person, two.person] });
    world.clock.advance(undoMs);
    await world.settle();
    expect((await world.ports.records.completions.of(one.person)).size).toBe(0);

    await confirm();
    world.clock.advance(undoMs);
    await world.settle();
    expect((await world.ports.records.completions.of(one.person)).has(openSpace)).toBe(true);
    expect((await world.ports.records.completions.of(two.person)).has(openSpace)).toBe(true);
  });

  it('asks to choose somebody', async () => {
    const answer = await ana.post('/app/class/confirm-attendance', {
      activity: await world.activity('open-space-at-the-library'),
    });

    expect(answer.status).toBe(422);
    expect(answer.words).toContain('Choose at least one person.');
  });

  it('confirms nobody of another course', async () => {
    const other = await world.anotherCourse('course-other', 'adults');
    const theirs = await world.visit('Somewhere else', { course: other });
    const openSpace = await world.activity('open-space-at-the-library');

    const answer = await ana.post('/app/class/confirm-attendance', {
      activity: openSpace,
      persons: theirs.person,
    });
    world.clock.advance(undoMs);
    await world.settle();

    expect(answer.status).toBe(200);
    expect((await world.ports.records.completions.of(theirs.person)).size).toBe(0);
  });
});

describe('The list of the course', () => {
  const teacher = { subject: 'Ana Teacher', name: 'Ana Teacher', seat: 'teacher' } as const;
  const learner = (name: string) => ({ subject: name, name, seat: 'learner' }) as const;
  beforeEach(() => {
    world.roster.tenant = 'registration';
  });
  afterEach(() => {
    Object.assign(world.roster, { tenant: null, list: [], fault: null });
  });
  const refresh = () => ana.post('/app/class/refresh', {});

  it('is read when the teacher asks, with when, how many, and who is there now', async () => {
    world.roster.list = [teacher, learner('Rosa Roster')];

    const page = await refresh();

    expect(page.dom.querySelector('#said')?.textContent).toContain('The list was read: 2 people');
    expect(page.dom.querySelector('[data-test="roster"]')?.textContent).toBe(
      'List of your course, read now: 2 people.',
    );
    expect(page.words).toContain('Rosa Roster');
  });

  it('that does not come says why and what to do, and stays', async () => {
    world.roster.list = [teacher, learner('Rosa Roster')];
    await refresh();
    world.clock.advance(3_600_000);
    world.roster.fault = new Declined('forbidden', 'No');

    const failed = await refresh();
    const later = await ana.get('/app/class');

    expect(failed.status).toBe(409);
    expect(failed.dom.querySelector('.refused')?.textContent).toContain('stays as it was');
    expect(failed.words).toContain('Rosa Roster');
    expect(later.dom.querySelector('[data-test="roster"]')?.textContent).toContain('read 1 hour ago');
    expect(later.dom.querySelector('[data-test="roster-trouble"]')?.textContent).toContain(
      'An administrator can allow',
    );
  });

  it('is not offered where the course tells none', async () => {
    world.roster.tenant = null;

    const page = await ana.get('/app/class');

    expect(page.words).toContain('Your course does not tell us who is in it');
    expect(page.dom.querySelector('[data-test="refresh-roster"]')).toBeNull();
    expect((await refresh()).status).toBe(409);
  });

  it('is for granted teachers of the course', async () => {
    const luka = await world.visit('Luka');

    expect((await luka.post('/app/class/refresh', {})).status).toBe(403);
  });
});

describe('A learner’s page', () => {
  it('tells the teacher where each step is and why there is no badge yet, in words about somebody else', async () => {
    const { tab, work, name } = await handedIn(surprised, 'She danced.');
    await decide(ana, work, { decision: 'improve', words: 'Say where.' });
    const classPage = await ana.get('/app/class');
    const link = classPage.dom
      .querySelectorAll('[data-test="learner"]')
      .find((one) => one.textContent.includes(name));

    const page = await ana.get(link?.getAttribute('href') ?? '');

    const states = page.dom
      .querySelectorAll('[data-test="learner-step"]')
      .map((step) => step.getAttribute('data-state'));
    expect(states.slice(0, 3)).toEqual(['done', 'open', 'locked']);
    expect(page.words).toContain('was sent back: “Say where.”');
    expect(page.words).not.toContain('came back to you');
    expect(page.dom.querySelector('[data-test="see-work"]')?.getAttribute('href')).toBe(
      `/app/reviews/${work}`,
    );
    expect(page.words).toContain('Why not yet?');
    expect(page.words).toContain('1 of 3 needed');
    expect((await tab.get(`/app/class/learners/${tab.person}`)).status).toBe(403);
  });
});

describe('Opening finished work again', () => {
  it('needs a reason, tells the author, and takes the completion back with it', async () => {
    const { tab, work, name } = await handedIn(surprised, 'She danced.');
    const other = await handedInBy(tab, share);
    for (const one of [work, other]) {
      await ana.post(`/app/reviews/${one}/overrule`, { evidenceVersion: '1', reason: 'Seen together' });
    }
    world.clock.advance(undoMs);
    await world.settle();
    const isDone = async () => (await world.ports.records.completions.of(tab.person)).has(activity);
    expect(await isDone()).toBe(true);

    const missing = await ana.post(`/app/reviews/${work}/reopen`, {});
    const opened = await ana.post(`/app/reviews/${work}/reopen`, { reason: 'It is somebody else’s text' });
    await world.settle();

    expect([missing.status, missing.words.includes('Please fill this in.')]).toEqual([422, true]);
    expect([opened.status, opened.words.includes(`Open again, with your words: ${name}.`)]).toEqual([
      200,
      true,
    ]);
    expect([await stateOf(work), await isDone()]).toEqual(['open', false]);
    const home = await tab.get(`/app/playlists/${world.playlist}`);
    expect(home.words).toContain('was opened again: “It is somebody else’s text”');
  });

  it('is offered for finished work only, and refused for other work and other people', async () => {
    const { tab, work } = await handedIn(surprised, 'She danced.');
    const waiting = await ana.get(`/app/reviews/${work}`);
    const early = await ana.post(`/app/reviews/${work}/reopen`, { reason: 'too early' });
    await decide(ana, work, { decision: 'approve' });
    const finished = await ana.get(`/app/reviews/${work}`);
    const byAuthor = await tab.post(`/app/reviews/${work}/reopen`, { reason: 'mine' });

    expect(waiting.dom.querySelector('[data-test="review-reopen"]')).toBeNull();
    expect([early.status, early.words.includes('This work is not finished.')]).toEqual([409, true]);
    expect(finished.dom.querySelector('[data-test="review-reopen"]')).not.toBeNull();
    expect(byAuthor.status).toBe(403);
    expect(await stateOf(work)).toBe('finished');
  });
});

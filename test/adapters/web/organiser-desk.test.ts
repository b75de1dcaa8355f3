import { PublishBadge, publishBadge } from '../../../core/badges/publish-badge.ts';
import type { BadgeId, OrganiserId, PersonId } from '../../../core/ids.ts';
import { later } from '../../../core/instant.ts';
import type { OrganiserRole } from '../../../core/lists.ts';
import { InviteStaff, inviteStaff } from '../../../core/organisers/invite-staff.ts';
import { operator } from '../../../core/people/actor.ts';
import { texts } from '../../builders/index.ts';
import { PageDriver, wordsOf } from '../../support/page-driver.ts';
import { openWebWorld, type VisitTab, type WebWorld } from '../../support/web-world.ts';

const desk = '/app/organisers/mladi-zmaji';
let world: WebWorld;
let leader: BadgeId;
let people = 0;
beforeAll(async () => {
  world = await openWebWorld();
  leader = await byHandBadge();
});
afterAll(() => world.close());

async function byHandBadge(): Promise<BadgeId> {
  const input = PublishBadge.parse({
    organiser: world.organiser,
    badge: null,
    origin: null,
    content: {
      name: texts('Workshop leader'),
      description: texts('Leads a workshop.'),
      criteria: texts('Led one.'),
      image: { draw: { shape: 'circle', colour: '#1D4ED8', letters: 'WL' }, alt: texts('Two letters') },
      skills: [],
      earnedBy: [{ by: 'hand' }],
    },
  });
  const published = await publishBadge(world.ports, operator, input);
  if (published.refused) throw new Error(JSON.stringify(published.refused));
  return published.done.badge.id;
}

/** Somebody of Mladi zmaji, signed in by a private link. */
async function signedIn(role: OrganiserRole, organiser: OrganiserId = world.organiser): Promise<PageDriver> {
  people += 1;
  const input = InviteStaff.parse({ organiser, name: `Staff ${people}`, role });
  const invited = await inviteStaff(world.ports, operator, input);
  if (invited.refused) throw new Error(JSON.stringify(invited.refused));
  const person = await world.ports.records.people.byId(invited.done.person.id);
  if (person) await world.ports.records.keep({ person: [{ ...person, language: 'en' }] });
  const driver = await PageDriver.visit(await world.signInLink(invited.done.person.id));
  return driver.submit('sign-in');
}

/** Somebody new who has done the first step. The course is the organiser's own, so its people read the name. */
async function learner(): Promise<{ tab: VisitTab; person: PersonId; name: string }> {
  people += 1;
  const name = `Learner ${people}`;
  const tab = await world.visit(name);
  await tab.post(`/app/playlists/${world.playlist}/declare-done`, {
    activity: await world.activity('explore-skills'),
  });
  await world.settle();
  return { tab, person: tab.person, name };
}

const organiser = async () => {
  const found = await world.ports.records.organisers.byId(world.organiser);
  if (!found) throw new Error('No organiser');
  return found;
};

describe('What an organiser says of itself', () => {
  it('is changed by its managers, with what was wrong beside the field and nothing typed lost', async () => {
    const iva = await signedIn('manager');
    await iva.go(`${desk}/about`);

    await iva.submit('describe', { url: 'zmaji', email: 'nobody', 'about-en': 'We are dragons.' });

    expect(iva.status).toBe(422);
    expect(iva.words).toContain('This is no web address. It begins with https://');
    expect(iva.words).toContain('This is no e-mail address.');
    expect(iva.all('#about-en')[0]?.textContent).toBe('We are dragons.');

    await iva.submit('describe', { url: 'https://zmaji.example/we', email: 'we@zmaji.example' });
    const issuer = await PageDriver.visit(`${world.baseUrl}/b/issuers/${world.organiser}`);

    expect([iva.status, iva.said]).toEqual([200, 'Saved.']);
    expect(await organiser()).toMatchObject({ url: 'https://zmaji.example/we', email: 'we@zmaji.example' });
    expect(issuer.words).toContain('We are dragons.');
  });

  it('keeps its address and e-mail: badges stand on them', async () => {
    const iva = await signedIn('owner');
    await iva.go(`${desk}/about`);

    await iva.submit('describe', { url: '' });

    expect([iva.status, (await organiser()).url]).toEqual([409, 'https://zmaji.example/we']);
    expect(iva.words).toContain('Change it, but do not leave it empty.');
  });

  it('is read, not changed, by its other people', async () => {
    const member = await signedIn('member');
    await member.go(`${desk}/about`);

    expect([member.status, member.has('describe')]).toEqual([200, false]);
    expect(member.words).toContain('Owners and managers can change this.');
    expect(await member.forge(`${desk}/about/describe`, { name: 'Mine now' })).toBe(403);
    expect((await organiser()).name).toBe('Mladi zmaji');
  });
});

describe('Badges that wait for an address and an e-mail', () => {
  it('say so to their earner and on the desk, and are issued once both are there', async () => {
    await world.ports.records.keep({ organiser: [{ ...(await organiser()), url: null, email: null }] });
    const { tab } = await learner();
    const iva = await signedIn('manager');

    const waiting = await tab.get(
      `/app/playlists/${world.playlist}/activities/${await world.activity('explore-skills')}`,
    );
    await iva.go(`${desk}/awards`);

    expect(waiting.words).toContain('Earned! It is being kept for you.');
    expect(waiting.words).toContain('No badge is valid without its organiser');
    expect(waiting.words).toContain('It is kept for you until the organiser has added what is missing.');
    const row = () => iva.hooks('award-row')[0];
    expect(row()?.getAttribute('data-state')).toBe('waiting');
    expect(wordsOf(row() ?? iva.hook('award-row'))).toContain('No badge is valid without its organiser');
    expect(iva.words).toContain('Web address or e-mail is missing.');

    await iva.go(`${desk}/about`);
    await iva.submit('describe', { url: 'https://zmaji.example', email: 'info@zmaji.example' });
    expect(iva.said).toBe('Saved. Badges that waited for this are on their way.');
    await world.settle();
    await iva.go(`${desk}/awards`);

    expect(row()?.getAttribute('data-state')).toBe('issued');
    expect(iva.words).not.toContain('Web address or e-mail is missing.');
  });
});

describe('A host of an activity', () => {
  const optionOf = (on: PageDriver, words: string) =>
    on
      .all('option')
      .find((one) => wordsOf(one) === words)
      ?.getAttribute('value') ?? '';

  it('is chosen on the Team page, finds their reviews on the desk, and is ended there', async () => {
    const oto = await signedIn('member');
    const name = `Staff ${people}`;
    const iva = await signedIn('manager');
    await iva.go(`${desk}/staff`);
    expect(iva.words).toContain('No activity has a host yet.');
    expect((await oto.go(desk)).status).toBe(403);

    await iva.submit('make-host');
    expect([iva.status, iva.words.split('Please choose one.').length]).toEqual([422, 3]);
    const chosen = {
      activity: optionOf(iva, 'Explore skills'),
      person: optionOf(iva, name),
    };
    await iva.submit('make-host', chosen);
    expect([iva.status, iva.said]).toEqual([200, 'They host this activity now.']);
    expect(await iva.forge(`${desk}/staff/host`, chosen)).toBe(200);
    expect(wordsOf(iva.hook('host'))).toContain(`${name} · Explore skills`);
    expect([(await oto.go(desk)).status, (await oto.go(`${desk}/staff`)).has('make-host')]).toEqual([
      200,
      false,
    ]);
    expect(await oto.forge(`${desk}/staff/host`, chosen)).toBe(403);

    await iva.submit('end-host');
    expect([iva.said, iva.has('end-host')]).toEqual([
      'They host it no more. What they decided stays.',
      false,
    ]);
    expect((await oto.go(desk)).status).toBe(403);
  });
});

describe('Giving a badge by hand', () => {
  it('is for those chosen, several at once; who has it is not offered, and it says why', async () => {
    const [one, two, three] = [await learner(), await learner(), await learner()];
    const iva = await signedIn('manager');
    await iva.go(`${desk}/badges`);
    await iva.follow(iva.hooks('give-by-hand')[0] ?? 'none');
    expect(iva.words).toContain('Workshop leader');

    await iva.submit('give');
    expect([iva.status, iva.words.includes('Choose at least one person.')]).toEqual([422, true]);
    await iva.submit('give', { persons: [one.person, two.person] });

    expect([iva.status, iva.said]).toEqual([200, 'Given to 2 people.']);
    const choiceOf = iva
      .all('input[name="persons"]')
      .find((input) => input.getAttribute('value') === one.person);
    expect(choiceOf?.hasAttribute('disabled')).toBe(true);
    expect(iva.words).toContain(`${one.name} · Has had it since`);
    const held = await Promise.all(
      [one, two, three].map(({ person }) => world.ports.records.awards.latest(leader, person)),
    );
    expect(held.map((award) => award?.state ?? null)).toEqual(['issued', 'issued', null]);
    await world.settle();
    expect((await two.tab.get('/app/course')).words).toContain('You earned the badge “Workshop leader”!');
  });

  it('from the page of a learner: what can be given now, and nothing that they have', async () => {
    const { person, name } = await learner();
    const iva = await signedIn('manager');
    await iva.go(`${desk}/people`);
    await iva.follow(name);
    expect(iva.words).toContain('Explore skills');

    await iva.submit('give', { badge: leader });

    expect(iva.said).toBe('Given: Workshop leader.');
    expect(iva.has('give')).toBe(false);
    expect(await iva.forge(`${desk}/people/${person}/give`, { badge: leader })).toBe(409);
    expect(iva.answer).toContain('Has had it since');
  });

  it('is not for reviewers, and nothing for strangers', async () => {
    const { person } = await learner();
    const oto = await signedIn('reviewer');
    await oto.go(`${desk}/badges`);
    const give = `${desk}/badges/${leader}`;

    expect(oto.has('give-by-hand')).toBe(false);
    expect(await oto.forge(`${give}/give`, { persons: person })).toBe(403);
    expect((await oto.go(give)).status).toBe(403);
    const { tab } = await learner();
    expect((await tab.get(give)).status).toBe(404);
    expect(await world.ports.records.awards.latest(leader, person)).toBeNull();
  });
});

describe('A grade', () => {
  it('is decided again by hand with a reason, stands so, and goes to the gradebook', async () => {
    const { person } = await learner();
    const iva = await signedIn('manager');
    await iva.go(`${desk}/people/${person}`);
    const line = () => iva.hook('grade');
    expect(wordsOf(line())).toContain('33 of 100');

    await iva.submit('decide-grade', { points: '101', reason: 'done together' });
    expect([iva.status, wordsOf(line()).includes('This column goes up to 100 points.')]).toEqual([409, true]);
    await iva.submit('decide-grade', { points: 'many', reason: '' });
    expect([iva.status, iva.all('#page .field.wrong').length]).toEqual([422, 2]);
    await iva.submit('decide-grade', { points: '20', reason: 'done together' });

    expect([iva.status, iva.said]).toEqual([200, 'Decided. It is on its way to the gradebook.']);
    expect(wordsOf(line())).toContain('20 of 100');
    expect(wordsOf(line())).toContain('done together');
  });

  it('is not shown to reviewers, who may not decide it', async () => {
    const { person } = await learner();
    const oto = await signedIn('reviewer');

    await oto.go(`${desk}/people/${person}`);

    expect([oto.status, oto.has('grade')]).toEqual([200, false]);
  });
});

describe('Codes that let people in', () => {
  it('are made at the desk and used at /claim: an activity opens, and a member is let in after a yes', async () => {
    const owner = await signedIn('owner');
    const podcast = await world.activity('podcast');
    const made = async (fields: Record<string, string | string[]>) => {
      await owner.go(`${desk}/codes`);
      await owner.submit('make', fields);
      return owner.hook('code').textContent.trim();
    };
    const intoActivity = await made({ into: podcast, needsApproval: [] });
    const asMember = await made({ into: 'organiser', needsApproval: 'yes' });
    const mia = await world.visit('Mia by code');

    const shown = await mia.get(`/claim/${intoActivity}`);
    const joined = await mia.post(`/claim/${intoActivity}/take`, {});
    const asked = await mia.post(`/claim/${asMember}/take`, {});
    await owner.go(`${desk}/codes`);
    const waits = owner.all('[data-test=claim-request]').length;

    expect(shown.words).toContain('Podcast');
    expect(joined.headers.get('hx-location') ?? joined.headers.get('location')).toContain(podcast);
    expect(
      (await world.ports.records.enrolments.one(mia.person, { kind: 'activity', id: podcast }))?.state,
    ).toBe('joined');
    expect(asked.dom.querySelector('[data-test=asked]')).not.toBeNull();
    expect(waits).toBe(1);
  });

  it('are not for reviewers', async () => {
    const reviewer = await signedIn('reviewer');

    await reviewer.go(`${desk}/codes`);

    expect(reviewer.status).toBe(403);
  });
});

describe('Late work', () => {
  it('is refused where a manager closed it, with what was written still there, until it is opened again', async () => {
    const iva = await signedIn('manager');
    const { tab } = await learner();
    const activity = await world.activity('interview-a-neighbour');
    const task = (await world.ports.records.activities.byId(activity))?.tasks[1]?.id ?? '';
    const placements = await world.ports.records.placements.in(world.course);
    const overdue = placements.map((one) => ({ ...one, deadline: later(world.clock.now(), -1) }));
    await world.ports.records.keep({ placement: overdue });
    const rowOf = () =>
      iva.hooks('late-work-set').find((one) => one.closest('form')?.innerHTML.includes(activity));
    const press = async () => {
      const button = rowOf();
      if (button) await iva.submit(button);
      return [iva.status, iva.said];
    };
    const at = `/app/playlists/${world.playlist}/activities/${activity}`;
    const handIn = () => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ task, handIn: 'one', text: 'She danced.' }))
        form.set(name, value);
      return tab.send(`${at}/hand-in`, form);
    };

    await iva.go(desk);
    expect(await press()).toEqual([200, 'Closed: late work is refused from now on.']);
    const refused = await handIn();
    const page = await tab.get(at);

    expect(refused.status).toBe(409);
    expect(refused.words).toContain(
      'Mladi zmaji takes no more work for this: its deadline is over. Ask them.',
    );
    expect(refused.dom.querySelector(`#text-${task}`)?.textContent).toBe('She danced.');
    expect(page.words).toContain('no more work is taken for this');
    expect(page.dom.querySelector(`#text-${task}`)).toBeNull();

    expect(await press()).toEqual([200, 'Opened: late work is marked and taken again.']);
    const taken = await handIn();

    expect(taken.status).toBe(200);
    expect(taken.dom.querySelector(`#task-${task}`)?.textContent).toContain('Handed in after the deadline');
    await world.ports.records.keep({
      placement: (await world.ports.records.placements.in(world.course)).map((one) => ({
        ...one,
        deadline: null,
      })),
    });
  });

  it('is not for reviewers to close', async () => {
    const reviewer = await signedIn('reviewer');
    await reviewer.go(desk);

    expect(reviewer.has('late-work')).toBe(false);
    const activity = await world.activity('interview-a-neighbour');
    expect(await reviewer.forge(`${desk}/late-work`, { activity, takes: 'no' })).toBe(403);
  });
});

import { createBadgeSigner } from '../../adapters/badges/index.ts';
import { credentialOf } from '../../core/badges/credential.ts';
import { deliver } from '../../core/deliver.ts';
import { withdrawEndorsement } from '../../core/endorsements/end-endorsement.ts';
import { seeEndorsement } from '../../core/endorsements/list-endorsements.ts';
import type { BadgeId, PersonId } from '../../core/ids.ts';
import { dayMs, minuteMs } from '../../core/instant.ts';
import type { OrganiserRole } from '../../core/lists.ts';
import { InviteStaff, inviteStaff } from '../../core/organisers/invite-staff.ts';
import { operator } from '../../core/people/actor.ts';
import { giveSiteRole } from '../../core/people/give-site-role.ts';
import { reactions } from '../../core/reactions.ts';
import { onEachEngine } from '../support/mongo.ts';
import { PageDriver, wordsOf } from '../support/page-driver.ts';
import { siteOperator } from '../support/ports.ts';
import { must } from '../support/story.ts';
import { openWebWorld, type VisitTab, type WebWorld } from '../support/web-world.ts';

onEachEngine('J8: endorsements', (store) => {
  /** Delivers what is due, under the address that the pages answer at. */
  async function settle(): Promise<void> {
    const { ports, baseUrl } = world;
    const badgeSigner = createBadgeSigner({ baseUrl, secrets: ports.secrets, signsAssertions: false });
    while ((await deliver({ ...ports, badgeSigner }, reactions, 'test')) > 0);
  }

  const desk = '/app/organisers/mladi-zmaji/endorsements';
  let world: WebWorld;
  let badge: BadgeId;
  let iva: PageDriver;
  let katarina: PageDriver;
  let mia: VisitTab;
  /** Where the mail of Oto's endorsement led. */
  let oto: PageDriver;
  let address: string;

  beforeAll(async () => {
    world = await openWebWorld({}, await store());
    const explore = must(await world.ports.records.activities.byId(await world.activity('explore-skills')));
    badge = must(explore.badge);
    iva = (await staff('Iva', 'manager')).page;
    const coordinator = await staff('Katarina', 'member');
    const given = await giveSiteRole(world.ports, operator, {
      person: coordinator.person,
      role: 'coordinator',
      on: 'ljubljana',
    });
    expect(given.refused).toBeUndefined();
    katarina = coordinator.page;
    mia = await holder('Mia');
  }, 60_000);
  afterAll(async () => {
    expect(world.faults).toEqual([]);
    await world.close();
  });

  async function staff(name: string, role: OrganiserRole): Promise<{ page: PageDriver; person: PersonId }> {
    const input = InviteStaff.parse({ organiser: world.organiser, name, role });
    const invited = await inviteStaff(world.ports, operator, input);
    if (invited.refused) throw new Error('Not invited');
    const { id } = invited.done.person;
    const person = must(await world.ports.records.people.byId(id));
    await world.ports.records.keep({ person: [{ ...person, language: 'en' }] });
    const page = await PageDriver.visit(await world.signInLink(id));
    return { page: await page.submit('sign-in'), person: id };
  }

  /** Somebody who has earned the badge. */
  async function holder(name: string): Promise<VisitTab> {
    const tab = await world.visit(name);
    const activity = await world.activity('explore-skills');
    await tab.post(`/app/playlists/${world.playlist}/declare-done`, { activity });
    await settle();
    return tab;
  }

  const notes = (to: string) => world.mailer.sent.filter((mail) => mail.to === to).map(({ note }) => note);
  const latest = (to: string) => must(notes(to).at(-1));
  const linkIn = (note: ReturnType<typeof latest>) => ('link' in note ? note.link : '');
  const codeIn = (note: ReturnType<typeof latest>) => ('code' in note ? note.code : '');
  const openPage = async (path: string) => {
    const answer = await fetch(`${world.baseUrl}${path}`, { headers: { accept: 'text/html' } });
    return { status: answer.status, text: await answer.text() };
  };
  const asked = async (name: string, email: string, request = 'You saw them at work.') => {
    // The clock goes on by weeks, and nobody stays signed in so long.
    iva = (await staff('Iva', 'manager')).page;
    await iva.go(desk);
    await iva.submit('ask-endorsement', { object: `badge:${badge}`, organiser: '', name, email, request });
    await settle();
  };
  const openLetter = (email: string) => PageDriver.visit(linkIn(latest(email)));
  const pathOf = async (name: string) => {
    const of = await world.ports.records.endorsements.of([badge]);
    return must(of.find(({ endorser }) => 'name' in endorser && endorser.name === name));
  };

  describe('Endorser Oto, librarian, no account', () => {
    it('gets one mail with one link, which shows the badge and the request', async () => {
      await asked('Oto', 'oto@library.example');

      oto = await openLetter('oto@library.example');

      expect(notes('oto@library.example')).toHaveLength(1);
      expect(oto.words).toContain('Mladi zmaji asks whether you stand behind this');
      expect(oto.words).toContain('You saw them at work.');
    });

    it('writes and offers two places; a code that is mailed to him signs, a wrong one does not', async () => {
      const typed = {
        text: 'I have seen them explore, and I would trust them with our workshop.',
        name: 'Oto, City Library',
        kind: 'internship',
        what: 'A week at the front desk',
        places: '2',
        'opportunity-until': '2027-03-01',
      };
      await oto.submit('endorse-sign', typed);
      await settle();
      const kept = oto.all('textarea[name="text"]')[0]?.textContent;
      await oto.submit('endorse-sign', { code: 'AAAA-AAAA' });
      const wrong = [oto.status, oto.words.includes('Podpiši') || oto.has('endorse-sign')];
      await oto.submit('endorse-sign', { code: codeIn(latest('oto@library.example')) });
      await settle();

      expect(kept).toBe(typed.text);
      expect(wrong).toEqual([422, true]);
      expect(oto.hook('endorse-state').textContent).toMatch(/coordinator|koordinator/);
      expect((await openPage(`/b/badges/${badge}`)).text).not.toContain('City Library');
    });

    it('is checked by Katarina, who coordinates Ljubljana; Iva has nothing to check', async () => {
      await iva.go('/app/checks');
      const ivas = iva.hooks('to-check').length;
      await katarina.go('/app/checks');
      const hers = katarina.hooks('to-check').map(wordsOf);
      await katarina.submit('check-sign');
      await settle();
      address = (await pathOf('Oto, City Library')).address;

      expect(ivas).toBe(0);
      expect(hers).toEqual([expect.stringContaining('I have seen them explore')]);
      expect((await openPage(`/b/badges/${badge}`)).text).toContain('City Library');
      expect((await openPage(`/b/endorsements/${address}`)).text).toContain('internship');
    });

    it('is signed as a credential that proves itself by his own key, and the page says who keeps it', async () => {
      const answer = await fetch(`${world.baseUrl}/b/endorsements/${address}/credential`);
      const document = await answer.text();
      const { report } = await world.ports.badgeVerifier.verify({ document }, null);
      const altered = document.replace('I have seen', 'I had seen');
      const { report: other } = await world.ports.badgeVerifier.verify({ document: altered }, null);

      expect(answer.headers.get('content-type')).toContain('application/vc');
      expect(report.messages.filter(({ messageLevel }) => messageLevel === 'ERROR')).toEqual([]);
      expect([report.valid, other.valid, other.verdict]).toEqual([true, false, 'changed']);
      expect(document).not.toContain('oto@library.example');
      expect((await openPage(`/b/endorsements/${address}`)).text).toContain('The key is kept by this site.');
    });

    it('stands in Open Badges 2.0 too, where who runs the site takes his letters', async () => {
      const read = async (path: string) =>
        (await fetch(world.baseUrl + path, { headers: { accept: 'application/json' } })).json();
      const hosted = await read(`/b/endorsements/${address}`);
      const profile = await read(new URL(hosted.issuer).pathname);
      const { report } = await world.ports.badgeVerifier.verify({ url: hosted.id }, null);

      expect(profile).toMatchObject({ name: 'Oto, City Library', email: siteOperator.email });
      expect(report).toMatchObject({ valid: true, messages: [] });
      expect((await openPage(new URL(hosted.issuer).pathname)).text).toContain('I have seen them explore');
      expect((await read(`/b/badges/${badge}-v1`)).endorsement).toEqual([hosted.id]);
    });

    it('opens something to holders: Mia applies and Oto sees what she released, and nothing else', async () => {
      const own = await mia.get(`/app/badges/${badge}`);
      const endorsement = await pathOf('Oto, City Library');
      const at = `/app/opportunities/${endorsement.id}`;
      const applied = await mia.post(`${at}/apply`, { released: ['name'], words: 'I like books.' });
      await settle();
      const keeping = await openLetter('oto@library.example');

      const seen = keeping.hooks('application').map(wordsOf);
      await keeping.submit('application-yes');
      await settle();
      const answer = await mia.get(at);

      const held = must(await world.ports.records.awards.latest(badge, mia.person));
      expect((await mia.get(`/app/awards/${held.id}`)).words).toContain('You can now…');
      expect(own.words).toContain('You can now…');
      expect(own.words).toContain('2 places left');
      expect(applied.status).toBe(200);
      expect(seen).toEqual([expect.stringContaining('Mia')]);
      expect(seen[0]).toContain('I like books.');
      expect(seen[0]).not.toMatch(/@|\/b\/awards/);
      expect(answer.words).toContain('They said yes.');
    });

    it('is full for the third of two places, and closed to who does not hold the badge', async () => {
      const { id } = await pathOf('Oto, City Library');
      const apply = (tab: VisitTab) =>
        tab.post(`/app/opportunities/${id}/apply`, { released: ['award'], words: '' });
      const [jan, eva] = [await holder('Jan'), await holder('Eva')];
      const stranger = await world.visit('Zoja');

      const answers = [await apply(jan), await apply(eva), await apply(stranger)];

      expect(answers.map(({ status }) => status)).toEqual([200, 409, 409]);
      expect(answers[1]?.words).toContain('It is full: all 2 places are taken.');
      expect(answers[2]?.words).toContain('This is for holders of the badge.');
    });

    it('stands for the version that it was given for, and says so after a change', async () => {
      await iva.go(`/app/organisers/mladi-zmaji/badges/${badge}/edit`);
      await iva.submit('keep-badge', { 'criteria-en': 'Explore, and write down what you found.' });
      await iva.submit('publish-badge');
      await settle();

      const [newest, first] = [await openPage(`/b/badges/${badge}`), await openPage(`/b/badges/${badge}-v1`)];

      expect(newest.text).toContain('Given for version 1.');
      expect(first.text).not.toContain('Given for version 1.');
    });

    it('is withdrawn by Oto: the page says so with the day, the documents are gone, the status bit is set', async () => {
      const before = await (await fetch(`${world.baseUrl}/b/endorsements/${address}/credential`)).text();
      const keeping = await openLetter('oto@library.example');
      await keeping.submit('endorse-withdraw');
      await settle();
      await keeping.submit('endorse-withdraw').catch(() => null);

      const page = await openPage(`/b/endorsements/${address}`);
      const credential = await fetch(`${world.baseUrl}/b/endorsements/${address}/credential`);
      const hosted = await fetch(`${world.baseUrl}/b/endorsements/${address}`, {
        headers: { accept: 'application/json' },
      });
      // What was fetched a minute ago is not asked for again.
      world.clock.advance(2 * minuteMs);
      const { report } = await world.ports.badgeVerifier.verify({ document: before }, null);
      const again = await mia.post(
        `/app/opportunities/${(await pathOf('Oto, City Library')).id}/withdraw`,
        {},
      );

      expect([page.status, credential.status, hosted.status]).toEqual([410, 410, 410]);
      expect(page.text).toMatch(/withdrawn [^<]*\d{4}/);
      expect(await hosted.json()).toMatchObject({ revoked: true });
      expect(report.verdict).toBe('revoked');
      expect(again.status).toBe(200);
      expect((await openPage(`/b/badges/${badge}`)).text).toMatch(/withdrawn [^<]*\d{4}/);
    });
  });

  describe('The link', () => {
    it('is dead once it was used to decline, and needs no reason', async () => {
      await asked('Rok', 'rok@bakery.example');
      const rok = await openLetter('rok@bakery.example');
      const link = new URL(linkIn(latest('rok@bakery.example'))).pathname;

      await rok.submit('endorse-decline');
      await settle();
      world.clock.advance(8 * dayMs);
      await settle();

      expect((await openPage(link)).status).toBe(404);
      expect(notes('rok@bakery.example')).toHaveLength(1);
    });

    it('is remembered once, on day 7, and then there is silence; after 30 days it is over', async () => {
      await asked('Ana', 'ana@bakery.example');
      const link = new URL(linkIn(latest('ana@bakery.example'))).pathname;
      const counts: number[] = [];
      for (const days of [6, 1, 7, 15]) {
        world.clock.advance(days * dayMs);
        await settle();
        counts.push(notes('ana@bakery.example').length);
      }
      const onDay29 = await openPage(link);
      world.clock.advance(dayMs);

      expect(counts).toEqual([1, 2, 2, 2]);
      expect([onDay29.status, (await openPage(link)).status]).toEqual([200, 404]);
    });

    it('opens nothing when it is guessed or altered', async () => {
      await asked('Eva', 'eva@bakery.example');
      const { pathname } = new URL(linkIn(latest('eva@bakery.example')));
      const [id = ''] = pathname.split('/').at(-1)?.split('.') ?? [];

      for (const path of [
        `/endorse/${id}`,
        `/endorse/${id}.${'A'.repeat(43)}`,
        `${pathname.slice(0, -1)}x`,
      ]) {
        expect([path, (await openPage(path)).status]).toEqual([path, 404]);
      }
    });
  });

  describe('An endorsement by another organiser', () => {
    it('is signed by its managers at once, published twice, and stands in the badge’s document; its own organiser cannot', async () => {
      const tilburg = must(await world.ports.records.organisers.bySlug('tilburg-city-of-learning'));
      const input = InviteStaff.parse({ organiser: tilburg.id, name: 'Sandra', role: 'manager' });
      const invited = await inviteStaff(world.ports, operator, input);
      if (invited.refused) throw new Error('Not invited');
      const sandra = await (await PageDriver.visit(await world.signInLink(invited.done.person.id))).submit(
        'sign-in',
      );
      iva = (await staff('Iva', 'manager')).page;
      await iva.go(desk);
      const offered = iva.all('#endorser option').map((one) => one.getAttribute('value'));
      await iva.submit('ask-endorsement', { object: `badge:${badge}`, organiser: tilburg.slug, request: '' });
      await settle();
      await sandra.go('/app/organisers/tilburg-city-of-learning/endorsements');

      await sandra.submit('endorse-sign', { text: 'We take holders along on our exchange.' });
      await settle();

      const of = await world.ports.records.endorsements.of([badge]);
      const one = must(of.find(({ endorser }) => 'organiser' in endorser));
      const seen = await seeEndorsement(world.ports, one);
      const hosted = await fetch(`${world.baseUrl}/b/endorsements/${one.address}`, {
        headers: { accept: 'application/json' },
      });
      const version = must(await world.ports.records.badges.byId(badge)).version;
      const badgeClass = await fetch(`${world.baseUrl}/b/badges/${badge}-v${version}`, {
        headers: { accept: 'application/json' },
      });
      const document = await (
        await fetch(`${world.baseUrl}/b/endorsements/${one.address}/credential`)
      ).text();
      const { report } = await world.ports.badgeVerifier.verify({ document }, null);

      expect(offered).not.toContain('mladi-zmaji');
      expect(seen.done).toMatchObject({ isOrganiser: true, standing: { is: 'valid' } });
      expect(await hosted.json()).toMatchObject({
        type: 'Endorsement',
        verification: { type: 'HostedBadge' },
      });
      expect(await badgeClass.json()).toMatchObject({
        endorsement: [`${world.baseUrl}/b/endorsements/${one.address}`],
      });
      expect(report.valid).toBe(true);
    });

    it('takes nothing from the awards: a badge that is endorsed verifies in both forms, and when it is withdrawn again', async () => {
      const { ports, baseUrl } = world;
      const version = must(await ports.records.badges.byId(badge)).version;
      const late = await holder('Late');
      const award = must(await ports.records.awards.latest(badge, late.person));
      await late.post(`/app/awards/${award.id}/share`, {});
      const url = `${baseUrl}/b/awards/${award.address}`;
      const { report } = await ports.badgeVerifier.verify({ url }, null);
      const one = must(
        (await ports.records.endorsements.of([badge])).find(({ endorser }) => 'organiser' in endorser),
      );
      await withdrawEndorsement(ports, operator, { endorsement: one.id });
      await settle();
      const soon = await ports.badgeVerifier.verify({ url }, null);
      world.clock.advance(10 * minuteMs);
      const later = await ports.badgeVerifier.verify({ url }, null);
      // As its holder saved it while the endorsement stood: it carries it.
      const copy = must(await ports.records.credentials.byId(credentialOf(award))).document ?? '';
      const saved = await ports.badgeVerifier.verify({ document: copy }, null);

      expect(copy).toContain('EndorsementCredential');
      expect(saved.report).toMatchObject({ verdict: 'valid', warningCount: 1 });
      expect(award.badgeVersion).toBe(version);
      expect(report.messages.filter(({ messageLevel }) => messageLevel === 'ERROR')).toEqual([]);
      expect([report.verdict, soon.report.verdict, later.report.verdict]).toEqual([
        'valid',
        'valid',
        'valid',
      ]);
    });
  });
});

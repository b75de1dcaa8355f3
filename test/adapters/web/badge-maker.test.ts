import { removeDraft } from '../../../core/badges/remove-draft.ts';
import { type BadgeId, newId, type PersonId } from '../../../core/ids.ts';
import type { OrganiserRole } from '../../../core/lists.ts';
import { InviteStaff, inviteStaff } from '../../../core/organisers/invite-staff.ts';
import { operator } from '../../../core/people/actor.ts';
import { PageDriver } from '../../support/page-driver.ts';
import { openWebWorld, type WebWorld } from '../../support/web-world.ts';

const desk = '/app/organisers/mladi-zmaji/badges';
let world: WebWorld;
let people = 0;
beforeAll(async () => {
  world = await openWebWorld();
});
afterAll(() => world.close());

async function signedIn(role: OrganiserRole): Promise<PageDriver> {
  people += 1;
  const input = InviteStaff.parse({ organiser: world.organiser, name: `Staff ${people}`, role });
  const invited = await inviteStaff(world.ports, operator, input);
  if (invited.refused) throw new Error(JSON.stringify(invited.refused));
  const person = await world.ports.records.people.byId(invited.done.person.id);
  if (person) await world.ports.records.keep({ person: [{ ...person, language: 'en' }] });
  const driver = await PageDriver.visit(await world.signInLink(invited.done.person.id));
  return driver.submit('sign-in');
}

/** Somebody who has done the first step. */
async function explorer(name: string): Promise<PersonId> {
  const tab = await world.visit(name);
  const activity = await world.activity('explore-skills');
  await tab.post(`/app/playlists/${world.playlist}/declare-done`, { activity });
  await world.settle();
  return tab.person;
}

const words = {
  'name-sl': 'Raziskovalka',
  'description-sl': 'Zna raziskovati svoje veščine.',
  'criteria-sl': 'Opravila je prvi korak.',
};
/** A draft, on its preview. */
async function drafted(iva: PageDriver, more: Record<string, string | string[]> = {}): Promise<PageDriver> {
  await iva.go(`${desk}/new`);
  await iva.submit('keep-badge', { ...words, 'rule-1': 'hand', ...more });
  if (!iva.has('rule-preview')) throw new Error(`Not kept: ${iva.words.slice(0, 1500)}`);
  return iva;
}
const badgeNamed = async (name: string) =>
  (await world.ports.records.badges.of(world.organiser)).find((one) =>
    Object.values(one.name.in).includes(name),
  );
const latest = (badge: BadgeId | undefined, person: PersonId) =>
  badge ? world.ports.records.awards.latest(badge, person) : null;

describe('Making a badge', () => {
  it('says beside each field what is missing, and loses nothing that was typed', async () => {
    const iva = await signedIn('manager');
    await iva.go(`${desk}/new`);

    await iva.submit('keep-badge', {
      'name-sl': 'Raziskovalka',
      'name-en': 'Explorer',
      'valid-for': 'soon',
      sign: 'letters',
      letters: '',
      need: '3',
      hours: '',
      assessment: 'A portfolio',
      ects: '2,3',
      'aligned-name-1': 'ask questions',
      'aligned-url-1': 'javascript:alert(1)',
    });

    expect(iva.status).toBe(422);
    const beside = (field: string) => iva.all(`#${field}-wrong`)[0]?.textContent ?? '';
    expect(beside('description-sl')).toBe('Please fill this in.');
    expect(beside('criteria-en')).toBe('Please write this in this language too, or leave all three empty.');
    expect(beside('rule-1')).toBe('Please choose at least one way to earn it.');
    expect(beside('valid-for')).toBe('Please write a whole number, 1 or more.');
    expect(beside('letters')).toContain('one to three letters');
    expect(beside('hours')).toBe('A microcredential says its hours of learning.');
    expect(beside('ects')).toBe('Between 0.5 and 60, in halves.');
    expect(beside('aligned-url-1')).not.toBe('');
    expect(iva.all('#name-sl')[0]?.getAttribute('value')).toBe('Raziskovalka');
    expect(iva.all('#assessment')[0]?.getAttribute('value')).toBe('A portfolio');
  });

  it('is drawn, previewed as anybody will see it, published, and then public', async () => {
    const iva = await signedIn('manager');
    await drafted(iva, {
      ...words,
      'name-sl': 'Vodja',
      'name-en': 'Leader',
      'description-en': 'Leads.',
      'criteria-en': 'Led a workshop.',
      shape: 'medal',
      colour: 'rose',
      sign: 'rocket',
      'rule-1': `activity:${await world.activity('explore-skills')}`,
      hours: '25',
      level: '4',
      ects: '1,5',
      'aligned-name-1': 'lead a group',
      'aligned-url-1': 'https://skills.example/lead',
      'aligned-framework-1': 'ESCO',
    });
    const draft = await badgeNamed('Vodja');
    const [early] = [iva.words];
    await iva.submit('publish-badge');
    const open = await fetch(`${world.baseUrl}/b/badges/${draft?.id}`, { headers: { accept: 'text/html' } });

    expect(draft).toMatchObject({ state: 'draft', image: { draw: { shape: 'medal', icon: 'rocket' } } });
    expect(draft?.image.alt.in).toMatchObject({ en: 'A badge: medal, rose, with the sign: rocket' });
    expect(early).toContain('Led a workshop.');
    expect(iva.said).toContain('Published as version 1.');
    const page = await open.text();
    for (const said of ['25 hours', '1.5', 'href="https://skills.example/lead"', 'ESCO'])
      expect(page).toContain(said);
    await iva.go(`${desk}/${draft?.id}/edit`);
    expect(iva.all('#aligned-url-1')[0]?.getAttribute('value')).toBe('https://skills.example/lead');
  });

  it('changes as a new version; whoever has it keeps theirs', async () => {
    const iva = await signedIn('manager');
    await drafted(iva, { 'name-sl': 'Prva', 'rule-1': `activity:${await world.activity('explore-skills')}` });
    await iva.submit('publish-badge');
    const person = await explorer('Mia of the first');
    const badge = await badgeNamed('Prva');
    await iva.go(`${desk}/${badge?.id}/edit`);

    await iva.submit('keep-badge', { 'name-sl': 'Druga' });
    const between = await badgeNamed('Prva');
    await iva.submit('publish-badge');

    expect(between).toMatchObject({ version: 1, draft: { name: { in: { sl: 'Druga' } } } });
    expect(await badgeNamed('Druga')).toMatchObject({ version: 2, earlier: [{ version: 1 }] });
    expect(await latest(badge?.id, person)).toMatchObject({ badgeVersion: 1 });
    expect((await badgeNamed('Druga'))?.draft ?? null).toBeNull();
  });

  it('lets changes go that were not published', async () => {
    const iva = await signedIn('manager');
    await drafted(iva, { 'name-sl': 'Stalna' });
    await iva.submit('publish-badge');
    const badge = await badgeNamed('Stalna');
    await iva.go(`${desk}/${badge?.id}/edit`);
    await iva.submit('keep-badge', { 'name-sl': 'Prehodna' });

    await iva.submit('discard-draft');

    expect(iva.has('rule-preview')).toBe(false);
    expect((await badgeNamed('Stalna'))?.draft ?? null).toBeNull();
  });

  it('removes a draft that nobody has seen, and brings it back; what was published is not removed', async () => {
    const iva = await signedIn('manager');
    await drafted(iva, { 'name-sl': 'Kratka' });
    const badge = await badgeNamed('Kratka');

    await iva.submit('remove-draft');
    const gone = [
      iva.said,
      iva.all('[data-test=badge-row]').some((one) => one.textContent.includes('Kratka')),
    ];
    await iva.go(`${desk}/${badge?.id}/preview`);
    const stale = [iva.status, iva.words.includes('This draft was removed.')];
    await iva.go(desk);
    await iva.submit('bring-back');
    const back = iva.all('[data-test=badge-row]').some((one) => one.textContent.includes('Kratka'));
    await iva.go(`${desk}/${badge?.id}/preview`);
    await iva.submit('publish-badge');

    expect(gone).toEqual(['The draft “Kratka” was removed.', false]);
    expect(stale).toEqual([409, true]);
    expect(back).toBe(true);
    expect(await removeDraft(world.ports, operator, { badge: badge?.id ?? newId(world.ports.ids) })).toEqual({
      refused: { why: 'published-once' },
    });
  });

  it('gives it to exactly those who were previewed, at once, and says so first where they are others', async () => {
    const [jan, eva] = [await explorer('Jan'), await explorer('Eva')];
    const iva = await signedIn('manager');
    await drafted(iva, {
      'name-sl': 'Korak',
      'rule-1': `activity:${await world.activity('explore-skills')}`,
    });
    const shown = iva.hook('would-earn').textContent;
    const late = await explorer('Zoja');

    await iva.submit('publish-badge');
    const refused = [iva.status, iva.words.includes('Nothing was switched on.')];
    const nobody = await latest((await badgeNamed('Korak'))?.id, jan);
    await iva.submit('publish-badge');
    await world.settle();

    const badge = await badgeNamed('Korak');
    const have = await Promise.all(
      [jan, eva, late].map(async (one) => (await latest(badge?.id, one))?.state),
    );
    expect(shown).toMatch(/^\d+ people would earn it$/);
    expect([refused, nobody]).toEqual([[409, true], null]);
    expect(have).toEqual(['issued', 'issued', 'issued']);
  });

  it('takes a picture of its own, keeps it while other fields are wrong, and refuses what is none', async () => {
    const iva = await signedIn('manager');
    const svg = (inside: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="teal"/>${inside}</svg>`;
    const token = await sentBy(
      iva,
      { ...words, 'picture-kind': 'own', 'alt-sl': 'Moder kvadrat' },
      svg('<script>x()</script>'),
    );
    const bad = await sentBy(iva, { 'picture-kind': 'own' }, `<!DOCTYPE svg>${svg('')}`);

    expect(token.status).toBe(422);
    expect(token.text).toContain('Please choose at least one way');
    expect(token.text).toMatch(/name="uploaded" value="\w+"/);
    expect(token.text).not.toContain('x()');
    expect(bad.text).toContain('document type (DOCTYPE)');
  });

  it('is retired: nobody earns it, its holders keep it', async () => {
    const iva = await signedIn('manager');
    await drafted(iva, {
      'name-sl': 'Minula',
      'rule-1': `activity:${await world.activity('explore-skills')}`,
    });
    await iva.submit('publish-badge');
    await world.settle();
    const badge = await badgeNamed('Minula');
    await iva.submit('retire-badge');
    const late = await explorer('Late');

    expect(await badgeNamed('Minula')).toMatchObject({ state: 'retired' });
    expect(await latest(badge?.id, late)).toBeNull();
    expect(iva.has('edit-badge')).toBe(false);
  });

  it('is for managers: a reviewer sees neither button nor page', async () => {
    const reviewer = await signedIn('reviewer');
    await reviewer.go(desk);
    const offered = reviewer.has('make-badge');
    await reviewer.go(`${desk}/new`);

    expect([offered, reviewer.status]).toEqual([false, 403]);
  });
});

/** The form with a file, as a browser sends it. */
async function sentBy(iva: PageDriver, fields: Record<string, string>, picture: string) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('picture', new Blob([picture], { type: 'image/svg+xml' }), 'badge.svg');
  const cookie = [...iva.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${world.baseUrl}${desk}/new/keep`, {
    method: 'POST',
    body: form,
    headers: { cookie, origin: world.baseUrl },
  });
  return { status: answer.status, text: await answer.text() };
}

describe("An organiser's logo", () => {
  const about = '/app/organisers/mladi-zmaji/about';
  const picture = async (path: string) => {
    const answer = await fetch(world.baseUrl + path);
    return [answer.status, answer.headers.get('content-type')];
  };

  it('is drawn like a badge, and stands on its page, in its profile and at an address of its own', async () => {
    const iva = await signedIn('manager');
    await drafted(iva, {
      'name-sl': 'Znamenita',
      'rule-1': `activity:${await world.activity('explore-skills')}`,
    });
    await iva.submit('publish-badge');
    const at = `/b/issuers/${world.organiser}`;
    const before = await picture(`${at}/image.png`);

    await iva.go(about);
    await iva.submit('keep-picture', { shape: 'shield', colour: 'green', sign: 'letters', letters: 'MZ' });
    const profile = await (
      await fetch(world.baseUrl + at, { headers: { accept: 'application/json' } })
    ).json();
    const badge = await badgeNamed('Znamenita');
    const shown = await fetch(`${world.baseUrl}/b/badges/${badge?.id}`, { headers: { accept: 'text/html' } });

    expect(before[0]).toBe(404);
    expect(await picture(new URL(profile.image).pathname)).toEqual([200, 'image/png']);
    expect(await shown.text()).toMatch(/class="by"><span class="badge-picture"><svg/);
    const { logo } = (await world.ports.records.organisers.byId(world.organiser)) ?? {};
    expect(logo).toMatchObject({
      draw: { shape: 'shield', letters: 'MZ' },
      alt: { in: { en: 'The logo of Mladi zmaji' } },
    });
  });

  it('is for managers: a reviewer sees no form for it', async () => {
    const reviewer = await signedIn('reviewer');
    await reviewer.go(about);

    expect(reviewer.has('keep-picture')).toBe(false);
  });
});
